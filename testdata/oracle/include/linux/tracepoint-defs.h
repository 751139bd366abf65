#ifndef ORACLE_TRACEPOINT_DEFS_H
#define ORACLE_TRACEPOINT_DEFS_H

#define DECLARE_TRACEPOINT(name)
#define tracepoint_enabled(name) false

#endif
