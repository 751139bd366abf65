import { type FunctionSyntax, parseUnit } from '../c/index.js';

/** The functions of a C file that can be parsed with all options on, in order; the offsets are those of `text`. */
export function functionsOf(path: string, text: string): FunctionSyntax[] {
  const found: FunctionSyntax[] = [];
  const unit = parseUnit(
    { path, text, complete: true, fragments: [] },
    {
      config: 'all',
      // Mutations need the syntax only: no CFG is made.
      lower: (syntax) => {
        found.push(syntax);
        return { ...syntax, file: path, locals: new Map(), blocks: [] };
      },
    },
  );
  for (const head of unit.functions) head.lower();
  return found;
}
