import type { Finding } from '../../rules/index.js';
import { inSentence } from './own-text.js';
import { conditionOf, withoutLineNumbers } from './words.js';

/** What a comment says before its proof: a question, and why it is asked. */
export interface Question {
  readonly question: string;
  readonly reason: string;
}

/** A finding as a question to the author: names the object, the function and the condition, and no line. */
export function questionOf(finding: Finding): Question {
  const asked: Asked = ASKED[finding.rule] ?? askPlainly;
  const { question, reason = why(finding) } = asked(finding);
  return { question, reason };
}

type Asked = (finding: Finding) => { readonly question: string; readonly reason?: string };

const ASKED: Readonly<Record<string, Asked>> = {
  'refcount-leak': askLeak,
  'over-put': askOverPut,
  'use-after-put': askUse,
  'put-count': askCount,
  'raw-set-page-count': (f) => ({ question: `Can nobody else hold a reference to ${object(f)} here?` }),
  'direct-refcount-access': () => ({
    question: 'Could this use the page_ref_*() functions?',
    reason: 'The field has its own encoding of frozen pages, and its tracepoints are in those functions.',
  }),
  'frozen-modified': (f) => ({
    question: `Is ${object(f)} not frozen here?`,
    reason: `${callee(f)} changes the count. ${why(f)}`,
  }),
  'freeze-unbalanced': (f) => ({ question: `Who unfreezes ${object(f)} when ${name(f)} returns${returned(f)}?` }),
  'tail-page-ref': askTail,
  'ref-op-in-debug-check': (f) => ({ question: `Is ${callee(f)} meant to be gone without CONFIG_DEBUG_VM?` }),
  'bug-on-new-check': (f) => ({
    question: `Does this have to be ${/new (\w+\(\))/.exec(f.message)?.[1] ?? 'a BUG_ON()'}?`,
  }),
  'contract-change': askCaller,
  'incomplete-conversion': (f) => ({
    question: 'Are the other set_page_count() calls left on purpose?',
    reason: `${f.message.charAt(0).toUpperCase()}${f.message.slice(1)}. ${why(f)}`,
  }),
};

function askPlainly(f: Finding) {
  return { question: `Is it intended that ${withoutLineNumbers(inSentence(f.message, 200))}?` };
}

function askLeak(f: Finding) {
  if (f.message.includes('no longer dropped')) {
    const put = /, by ([\w]+(?:\(\))?)/.exec(f.why)?.[1];
    const reason = `The same path dropped it before the patch${put ? `, by ${put}` : ''}, and nothing on it does now.`;
    return { question: `Who drops the reference to ${object(f)} now${condition(f)}?`, reason };
  }
  const taker = takerOf(f);
  const end = f.trace?.complete ? ` before ${name(f)} returns${returned(f)}` : ' behind that';
  const reason = taker && `${taker}, and nothing drops, stores or returns it${end}.`;
  return { question: `Does this leak a reference to ${object(f)}${condition(f)}?`, ...(reason && { reason }) };
}

/** `folio_get() took it`: the call that gave the path its last reference. */
function takerOf({ trace }: Finding): string | undefined {
  const step = trace?.steps.findLast(({ operation }) => operation && TAKING.has(operation.kind));
  if (!step?.event.endsWith('()')) return undefined;
  return `${inSentence(step.event)} ${step.operation!.kind === 'allocate' ? 'allocated it' : 'took it'}`;
}

const TAKING: ReadonlySet<string> = new Set(['get', 'allocate', 'move-from']);

function askOverPut(f: Finding) {
  if (f.message.includes('whose count is not zero')) return { question: `Is the count of ${object(f)} zero here?` };
  const [, dropper, because] = /^(\S.*?) at line \d+ already dropped it(?: \((.*)\))?\.$/.exec(f.why) ?? [];
  if (dropper === undefined)
    return { question: `Does ${name(f)} own the reference to ${object(f)} that this drops${condition(f)}?` };
  const taken = takerOf(f)?.replace(/ (?:took|allocated) it$/, '');
  const which = taken ? `the one from ${taken}` : 'one';
  return {
    question: `Does this drop a reference to ${object(f)} that is already gone${condition(f)}?`,
    reason: `${inSentence(dropper)} has dropped ${which}${because ? ` (${inSentence(because, 100)})` : ''}, and ${name(f)} owns no other.`,
  };
}

function askUse(f: Finding) {
  const put = /^(\S.*?) at line \d+ already dropped it/.exec(f.why)?.[1];
  const reason = put && `${inSentence(put)} above drops the last one that ${name(f)} has, and nothing else keeps it.`;
  return { question: `Is ${object(f)} used here after its last reference is gone?`, ...(reason && { reason }) };
}

function askCount(f: Finding) {
  const [, net, old] = /the count changes by (.+) and no longer by (.+) when/.exec(f.message) ?? [];
  const reason = net && `The count changes by ${inSentence(net)} here, and by ${inSentence(old!)} before the patch.`;
  return {
    question: `Is this the number of references to ${object(f)} that ${name(f)} holds?`,
    ...(reason && { reason }),
  };
}

function askTail(f: Finding) {
  const page = /counts on (\w+) itself/.exec(f.message)?.[1];
  return { question: page ? `Can ${page} be a tail page here?` : 'Does this page have a count of its own?' };
}

function askCaller(f: Finding) {
  const [, caller, file, now] = /^(\w+\(\)) at (\S+):\d+ is not adapted .*?: (.*)$/.exec(f.message) ?? [];
  if (caller === undefined || file === undefined || now === undefined) return askPlainly(f);
  return {
    question: `Does ${inSentence(caller)} in ${inSentence(file)} have to change with this?`,
    reason: `${why(f)} Now ${withoutLineNumbers(inSentence(now, 200))}.`,
  };
}

function why(f: Finding): string {
  return withoutLineNumbers(f.why);
}

function name(f: Finding): string {
  return `${inSentence(f.function)}()`;
}

/** The elements of an array are told by its name. */
function object(f: Finding): string {
  return inSentence(f.object.replaceAll('[]', '')) || 'the page';
}

/** That the object is there goes without saying. */
function condition(f: Finding): string {
  const text = conditionOf(f.trace?.steps ?? []);
  return text === '' || text === `when ${object(f)} is true` ? '' : ` ${text}`;
}

function returned({ trace }: Finding): string {
  return trace?.complete && trace.returns.text ? ` ${inSentence(trace.returns.text)}` : '';
}

function callee(f: Finding): string {
  return /^(\w+\(\))/.exec(f.message)?.[1] ?? 'this';
}
