import { NULL, operation, type Value } from './value.js';

/**
 * Calls whose meaning is plain C: error pointers carry the errno in the pointer (include/linux/err.h), so that the
 * pointer's own sign says all. READ_ONCE is not here: what it reads may differ each time.
 * @returns the result, or undefined when the name is not one of these
 */
export function builtin(name: string, args: readonly Value[]): Value | undefined {
  const [a] = args;
  if (!a) return undefined;
  switch (name) {
    case 'IS_ERR':
    case 'IS_ERR_VALUE':
      return operation('<', [a, NULL]);
    case 'IS_ERR_OR_NULL':
      return operation('<=', [a, NULL]);
    case 'PTR_ERR':
    case 'ERR_PTR':
    case 'ERR_CAST':
      return a;
    case 'container_of':
    case 'list_entry':
    case 'PAGE_ALIGN':
    case 'IS_ENABLED':
    case 'BIT':
      return operation('pure', args, name);
    default:
      return undefined;
  }
}
