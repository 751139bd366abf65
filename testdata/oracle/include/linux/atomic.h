/* Atomics of a program with one thread; int arithmetic wraps under -fno-strict-overflow. */
#ifndef ORACLE_ATOMIC_H
#define ORACLE_ATOMIC_H

#include <limits.h>
#include <stdbool.h>

#define likely(x) (!!(x))
#define unlikely(x) (!!(x))
#define BIT(nr) (1UL << (nr))
#define __must_check
#define __always_inline inline

typedef struct { int counter; } atomic_t;

static inline int atomic_read(const atomic_t *v) { return v->counter; }
static inline void atomic_set(atomic_t *v, int i) { v->counter = i; }
static inline void atomic_set_release(atomic_t *v, int i) { v->counter = i; }
static inline void atomic_add(int i, atomic_t *v) { v->counter += i; }
static inline void atomic_sub(int i, atomic_t *v) { v->counter -= i; }
static inline void atomic_inc(atomic_t *v) { v->counter += 1; }
static inline void atomic_dec(atomic_t *v) { v->counter -= 1; }
static inline int atomic_add_return(int i, atomic_t *v) { return v->counter += i; }
static inline int atomic_sub_return(int i, atomic_t *v) { return v->counter -= i; }
static inline int atomic_inc_return(atomic_t *v) { return v->counter += 1; }
static inline int atomic_dec_return(atomic_t *v) { return v->counter -= 1; }
static inline bool atomic_sub_and_test(int i, atomic_t *v) { return (v->counter -= i) == 0; }
static inline bool atomic_dec_and_test(atomic_t *v) { return (v->counter -= 1) == 0; }

static inline int atomic_cmpxchg(atomic_t *v, int old, int new)
{
	int seen = v->counter;

	if (seen == old)
		v->counter = new;
	return seen;
}

#define atomic_cmpxchg_relaxed atomic_cmpxchg

static inline bool atomic_try_cmpxchg(atomic_t *v, int *old, int new)
{
	int seen = atomic_cmpxchg(v, *old, new);
	bool done = seen == *old;

	*old = seen;
	return done;
}

#define atomic_try_cmpxchg_relaxed atomic_try_cmpxchg

static inline int atomic_fetch_add(int i, atomic_t *v)
{
	int seen = v->counter;

	v->counter += i;
	return seen;
}

static inline bool atomic_add_unless(atomic_t *v, int a, int u)
{
	if (v->counter == u)
		return false;
	v->counter += a;
	return true;
}

#endif
