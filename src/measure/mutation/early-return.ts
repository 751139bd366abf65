import type { SyntaxNode } from '../../c/index.js';
import { insert, type Mutation, type Subject } from './site.js';
import { field, has } from './walk.js';

/** A pointer parameter is tested for NULL before the first statement. */
export function earlyReturn(subject: Subject): Mutation[] {
  const { syntax, source } = subject;
  const at = syntax.body.children.findIndex(({ type }) => type !== 'declaration');
  const param = syntax.params.find(({ name, type }) => type.endsWith('*') && name !== '');
  const before = syntax.body.children.slice(0, at);
  const first = syntax.body.children[at];
  if (!first || first.type === 'labeled_statement' || !param || before.some(acts)) return [];
  const line = source.lastIndexOf('\n', first.start) + 1;
  const text = `\tif (!${param.name})\n\t\treturn${failure(syntax.returnType)};\n\n`;
  return [{ line: first.line, edits: [insert(line, text)] }];
}

/** What runs before the test must be nothing that a return would have to undo. */
function acts(declaration: SyntaxNode): boolean {
  return declaration.mark !== undefined || declaration.children.some((child) => initialCall(child));
}

function initialCall(declarator: SyntaxNode): boolean {
  const value = field(declarator, 'value');
  return value !== undefined && has(value, 'call_expression');
}

function failure(returnType: string): string {
  const type = returnType.trim();
  if (type === 'void') return '';
  if (type.endsWith('*')) return ' NULL';
  if (type === 'bool') return ' false';
  if (type === 'vm_fault_t') return ' VM_FAULT_SIGBUS';
  return /^(int|long|ssize_t)$/.test(type) ? ' -EINVAL' : ' 0';
}
