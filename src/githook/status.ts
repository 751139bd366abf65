import { planInstall } from './plan.js';
import type { HookSite } from './site.js';

/** What git would run, one line a hook and more behind it that start with blanks. */
export function statusLines(site: HookSite): string[] {
  const { type, path, aside } = site;
  const chained = site.hasAside && site.current === 'ours' ? [`  runs ${aside} first`] : [];
  switch (site.current) {
    case 'none':
      return [`${type}: not installed${site.refusal === undefined ? '' : ` (${site.refusal})`}`];
    case 'foreign':
      return [`${type}: ${path} is not of foliolint${site.isExecutable ? '' : ', and git does not run it'}`];
    case 'ours':
      return [`${type}: ${path}${stateOf(site)}`, ...chained];
  }
}

function stateOf(site: HookSite): string {
  if (site.way === 'config' && !site.isConfigured) return ', which no configuration names any more';
  if (!site.isExecutable) return ', which git does not run: it may not be executed';
  const isOld = site.refusal === undefined && planInstall(site, { chain: false }).actions.length > 0;
  return isOld ? ', of another version: foliolint hook install renews it' : '';
}
