import type { Case } from '../case.js';

/** An input that can be made twice as large. */
export interface Shape {
  readonly name: string;
  /** The smaller of the two sizes. */
  readonly size: number;
  readonly make: (size: number) => Omit<Case, 'reader'>;
}

/** `size` lines, or other pieces, made from their numbers. */
export function repeated(size: number, piece: (i: number) => string): string {
  return Array.from({ length: size }, (_, i) => piece(i)).join('');
}

/** A file that `check` reads, without a tree. */
export function checked(name: string, size: number, text: (size: number) => string): Shape {
  return {
    name,
    size,
    make: (n) => ({ files: { x: text(n) }, subject: 'x', run: { kind: 'command', argv: ['check', 'x', '--verbose'] } }),
  };
}

/** A C file that is scanned in a tree of its own. */
export function scanned(name: string, size: number, text: (size: number) => string): Shape {
  return treeScanned(name, size, (n) => ({ 'mm/x.c': text(n) }));
}

/** Files of a tree, by path; `mm/x.c` is scanned. */
export function treeScanned(name: string, size: number, files: (size: number) => Record<string, string>): Shape {
  const top = { 'tree/Makefile': 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n' };
  const argv = ['scan', 'mm/x.c', '--tree', 'tree', '--verbose'];
  return {
    name,
    size,
    make: (n) => {
      const below = Object.entries(files(n)).map(([path, text]) => [`tree/${path}`, text]);
      return {
        files: { ...top, ...Object.fromEntries(below) },
        subject: 'tree/mm/x.c',
        run: { kind: 'command', argv },
      };
    },
  };
}
