import type { LedgerRow } from '../replay/index.js';
import { labels } from './block.js';
import { findingText } from './finding-text.js';
import type { JudgedFinding, PatchReport, Suppression } from './report.js';
import { shownSeverity, witnessRun } from './selection.js';

/** What results refer to by index. */
export interface Tables {
  readonly rules: readonly string[];
  readonly files: readonly string[];
}

/** The base that all paths of a log are relative to; where it lies is not told. */
export const SOURCE_ROOT = 'SRCROOT';

/** A file of the source: its relative URI (RFC 3986, section 4.2) and its index. */
export function artifactLocation(file: string, files: readonly string[]) {
  return { uri: relativeUri(file), uriBaseId: SOURCE_ROOT, index: files.indexOf(file) };
}

/** Lone surrogates have no UTF-8 to be encoded in: they become U+FFFD. */
function relativeUri(path: string): string {
  return Buffer.from(path, 'utf8').toString('utf8').split('/').map(encodeURIComponent).join('/');
}

/** One finding, with the path that leads to it as a code flow. One that an earlier version had belongs to no patch. */
export function sarifResult(judged: JudgedFinding, patch: PatchReport | undefined, { rules, files }: Tables) {
  const { finding, verdict } = judged;
  const { file, line, column } = finding;
  const locations = flowLocations(judged, files);
  const world = witnessRun(judged)?.world;
  return {
    ruleId: finding.rule,
    ruleIndex: rules.indexOf(finding.rule),
    level: shownSeverity(judged),
    message: { text: findingText(judged, patch ? labels(judged, patch) : []) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifactLocation(file, files),
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [{ name: finding.function, kind: 'function' }],
      },
    ],
    ...(locations.length > 0
      ? { codeFlows: [{ threadFlows: [{ ...(world ? { message: { text: world } } : {}), locations }] }] }
      : {}),
    ...(judged.since ? { baselineState: BASELINE_STATES[judged.since] } : {}),
    ...(judged.suppression ? { suppressions: [suppression(judged.suppression)] } : {}),
    partialFingerprints: { 'foliolint/v1': finding.id },
    properties: {
      id: finding.id,
      verdict: verdict.outcome,
      because: verdict.because,
      origin: finding.origin,
      object: finding.object,
      ...(patch ? { patch: patchProperties(patch) } : {}),
    },
  };
}

function patchProperties({ index, kind, subject, messageId }: PatchReport) {
  return { index, kind, subject, ...(messageId === undefined ? {} : { messageId }) };
}

/** What an earlier version had is a baseline here. */
const BASELINE_STATES = { new: 'new', still: 'unchanged', fixed: 'absent' } as const;

/** A note of the author stands in the patch; ignore file and baseline stand beside the source. */
function suppression({ by, reason }: Suppression) {
  return { kind: by === 'noted' ? 'inSource' : 'external', status: 'accepted', justification: reason };
}

/** The rows of the witness run; where nothing was run, the steps of the trace, without counts. */
function flowLocations(judged: JudgedFinding, files: readonly string[]) {
  const rows = witnessRun(judged)?.rows;
  const steps: readonly FlowStep[] = rows ?? (judged.finding.trace?.steps ?? []).map((step) => ({ step }));
  const file = judged.finding.trace?.file ?? judged.finding.file;
  return steps.map((row, i) => ({
    location: {
      physicalLocation: {
        artifactLocation: artifactLocation(file, files),
        region: { startLine: row.step.loc.line, startColumn: row.step.loc.column },
      },
      message: { text: messageOf(row) },
    },
    ...stateOf(row),
    executionOrder: i + 1,
    importance: row.fault !== undefined || row.before !== row.after ? 'essential' : 'important',
  }));
}

type FlowStep = Pick<LedgerRow, 'step'> & Partial<LedgerRow>;

function messageOf({ step, fault }: FlowStep): string {
  const reason = fault ?? step.because;
  return `${step.text || step.event}${reason ? ` (${reason})` : ''}`;
}

/** What `page_ref_count()` is after the step, and who holds these references. */
function stateOf({ after, holders }: FlowStep) {
  if (after === undefined) return {};
  const held = Object.entries(holders ?? {}).map(([holder, references]) => `${holder} ${references}`);
  return { state: { count: { text: String(after) }, holders: { text: held.join(', ') } } };
}
