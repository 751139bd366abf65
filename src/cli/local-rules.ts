import type { PatchReport, Report } from '../report/index.js';
import type { Diagnostic } from '../text/index.js';
import { words } from './words.js';

/** What `.git/config` says about rules: in a tarball it is a stranger's word, so what it hides is counted. */
export interface LocalRules {
  readonly types?: readonly string[];
  readonly ignore?: readonly string[];
}

/** The rules among these flags that only `.git/config` has named. */
export async function localRules(flags: {
  readonly types?: string | undefined;
  readonly ignore?: string | undefined;
}): Promise<LocalRules> {
  if (flags.types === undefined && flags.ignore === undefined) return {};
  const { configSection } = await import('../git/index.js');
  const entries = configSection('foliolint');
  const isLocal = (name: 'types' | 'ignore') => {
    const last = entries.findLast(({ key }) => key === `foliolint.${name}`);
    return last?.isLocal === true && last.value === flags[name];
  };
  return {
    ...(isLocal('types') && { types: words(flags.types) }),
    ...(isLocal('ignore') && { ignore: words(flags.ignore) }),
  };
}

/** Takes out what they hide, and tells how much that is. */
export function withoutHidden(report: Report, { types, ignore }: LocalRules): Report {
  const isHidden = (rule: string) => (types !== undefined && !types.includes(rule)) || ignore?.includes(rule) === true;
  if (!types && !ignore) return report;
  const patches = report.patches.map(
    (patch): PatchReport => ({ ...patch, findings: patch.findings.filter(({ finding }) => !isHidden(finding.rule)) }),
  );
  const all = report.patches.flatMap(({ kind, findings }) => findings.map(({ finding }) => ({ kind, finding })));
  const hidden = all.filter(({ finding }) => isHidden(finding.rule));
  const count = hidden.filter(({ kind, finding }) => kind === 'scan' || finding.origin === 'introduced').length;
  if (count === 0) return { ...report, patches };
  const message = `${count} hidden by foliolint.${ignore ? 'ignore' : 'types'} of this file`;
  const told: Diagnostic = { level: 'warning', input: '.git/config', message };
  return { ...report, patches, diagnostics: [...report.diagnostics, told] };
}
