import pc from 'picocolors';
import { type Contract, clauseText, signatureText } from '../analysis/index.js';
import type { BodyTold, ContractTold } from '../kernel/index.js';
import { type Place, printable } from '../text/index.js';

/** What one function does to references, as a block: declared and inferred below each other, then how they compare. */
export function renderContract(told: ContractTold, color: boolean): string {
  const { bold } = pc.createColors(color);
  const kernel = told.version === undefined ? '' : `, v${told.version}`;
  return lines([`${bold(printable(signatureOf(told)))}${kernel}`, ...sourceRows(told), ...conclusion(told)]);
}

/** The declared contracts that their bodies contradict, a block each behind a line that editors jump by. */
export function renderDisagreements(all: readonly ContractTold[], color: boolean): string {
  const { bold } = pc.createColors(color);
  const blocks = disagreements(all).map((told) =>
    lines([`${bold(printable(`${placeOf(told)}:`))} ${printable(signatureOf(told))}`, ...sourceRows(told)]),
  );
  return `${blocks.join('')}${countsLine(all)}\n`;
}

/** Those of which the body was read and contradicts. */
export function disagreements(all: readonly ContractTold[]): ContractTold[] {
  return all.filter(({ agreement }) => agreement === 'different');
}

/** How many compare in which way, in the order of what a reader asks for. */
export function contractCounts(all: readonly ContractTold[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = { different: 0, equal: 0, unseen: 0 };
  for (const { agreement, body } of all) {
    const key = agreement ?? (body?.kind === 'unread' ? body.because : OTHER);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** A contract is for a number of parameters. */
const OTHER = 'has other parameters';

function countsLine(all: readonly ContractTold[]): string {
  const { different, equal, unseen, ...unread } = contractCounts(all);
  const kernel = all.find(({ version }) => version !== undefined)?.version;
  const rest = Object.entries(unread)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([because, n]) => `${n} ${because}`);
  const skipped = rest.length === 0 ? '' : `; not compared, as the body: ${rest.join(', ')}`;
  const where = kernel === undefined ? '' : ` in v${kernel}`;
  return `${different} of ${all.length} contracts are contradicted by the body${where}, ${equal} equal, ${unseen} not seen in full${skipped}`;
}

function signatureOf({ name, declared, body }: ContractTold): string {
  const contract = body?.kind === 'read' ? body.contract : declared[0]?.here;
  return contract ? signatureText({ ...contract, name }) : name;
}

function placeOf({ body }: ContractTold): string {
  return body === undefined ? '' : placeText(whereOf(body));
}

function whereOf(body: BodyTold): Place {
  return body.kind === 'read' ? body.contract.where : body.where;
}

function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}

function sourceRows(told: ContractTold): string[] {
  const { declared, listed, body, name } = told;
  const nothing = declared.length + listed.length === 0 ? rows('declared', ['nothing is declared of it']) : [];
  return [
    ...nothing,
    ...declared.flatMap(({ here, elsewhere }) => [
      ...rows('declared', [...sentences(here, declared.length > 1), placeText(here.where)]),
      ...(elsewhere.clauses.length === 0 ? [] : rows('elsewhere', sentences(elsewhere, false))),
    ]),
    ...listed.flatMap(({ in: list, pattern, where }) =>
      rows('listed', [`${LISTS[list]}${pattern === name ? '' : ` (${pattern})`}`, placeText(where)]),
    ),
    ...(body ? bodyRows(body) : []),
  ];
}

/** What it means to be in a list of rules/ownership/harmless.yaml. */
const LISTS = {
  harmless: 'harmless: leaves the references as they are',
  'names-only': 'names-only: uses the pointer and does not touch the page',
  pure: 'pure: the same answer until the page changes',
  'keeps-pointer': 'keeps-pointer: stores the pointer, the reference may go with it',
  addresses: 'addresses: gives or takes the address of the memory, and not its page',
  speculative: 'speculative: takes a reference only where the count is not 0, and says whether it did',
  unlocks: 'unlocks: ends what kept the pages that were found under the lock',
  dereferences: 'dereferences: looks into the page, there must be one',
} as const;

function bodyRows(body: BodyTold): string[] {
  if (body.kind === 'unread') return rows('inferred', [`not read: ${body.because}`, placeText(body.where)]);
  const { contract, sometimes, keeps } = body;
  const also = [
    ...sometimes.map((clause) => `on some paths: ${clauseText(clause, contract.params)}`),
    ...keeps.map((param) => `stores the pointer ${param}`),
  ];
  const sure = contract.clauses.length === 0 && also.length > 0 ? [] : sentences(contract, false);
  return rows('inferred', [...sure, ...also, placeText(contract.where)]);
}

/** A clause a line. */
function sentences(contract: Contract, withSignature: boolean): string[] {
  const { clauses, params } = contract;
  const head = withSignature ? [`${signatureText(contract)}:`] : [];
  return [...head, ...(clauses.length === 0 ? ['nothing'] : clauses.map((clause) => clauseText(clause, params)))];
}

function rows(label: string, texts: readonly string[]): string[] {
  return texts.map((text, i) => `  ${(i === 0 ? label : '').padEnd(LABEL)} ${printable(text)}`);
}

const LABEL = 'elsewhere'.length + 1;

function conclusion({ agreement, declared, body }: ContractTold): string[] {
  if (agreement !== undefined) return [`  ${AGREEMENTS[agreement]}`];
  return body?.kind === 'read' && declared.length === 0 ? ['  inferred holds: nothing wins over it'] : [];
}

const AGREEMENTS = {
  equal: 'they agree',
  unseen: 'declared holds: the body does not contradict, but was not seen to do all of it',
  different: 'they differ: declared holds; one of them is wrong',
} as const;

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
