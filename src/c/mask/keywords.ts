/** Words that open a statement or stand in front of an expression: never the name of something called. */
export const STATEMENT_WORDS: ReadonlySet<string> = new Set(
  'if else while for do switch case default return goto break continue'.split(' '),
);

/** Words of the language that take parentheses without being calls. */
export const OPERATOR_WORDS: ReadonlySet<string> = new Set(
  'sizeof typeof __typeof__ __typeof typeof_unqual _Alignof __alignof__ __alignof alignof offsetof _Generic asm __asm__ __asm _Static_assert'.split(
    ' ',
  ),
);

/** Words a type can begin with; a name of a typedef is not told from any other name. */
export const TYPE_WORDS: ReadonlySet<string> = new Set(
  'struct union enum void char short int long float double signed unsigned _Bool bool const volatile'.split(' '),
);

/** Storage classes and function specifiers in front of a type. */
export const SPECIFIER_WORDS: ReadonlySet<string> = new Set(
  'static extern inline register auto const volatile typedef _Noreturn'.split(' '),
);

/** True for a name that can be called: no word of the language. */
export function isCallable(word: string): boolean {
  return !STATEMENT_WORDS.has(word) && !OPERATOR_WORDS.has(word) && !TYPE_WORDS.has(word) && !SPECIFIER_WORDS.has(word);
}
