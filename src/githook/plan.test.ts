import { describe, expect, it } from 'vitest';
import { planInstall, planUninstall } from './plan.js';
import { hookScript } from './script.js';
import type { HookSite } from './site.js';
import { statusLines } from './status.js';

const NONE: HookSite = {
  type: 'pre-push',
  way: 'file',
  path: '/r/hooks/pre-push',
  current: 'none',
  isExecutable: false,
  aside: '/r/hooks/pre-push.pre-foliolint',
  hasAside: false,
  configuration: [],
  isConfigured: false,
};
const OURS: HookSite = { ...NONE, current: 'ours', text: hookScript('pre-push'), isExecutable: true };
const OLD: HookSite = { ...OURS, text: OURS.text!.replace('2000', '1000') };
const FOREIGN: HookSite = { ...NONE, current: 'foreign', text: '#!/bin/sh\n', isExecutable: true };
const kinds = (plan: ReturnType<typeof planInstall>) => plan.refusal ?? plan.actions.map(({ kind }) => kind);

describe('planInstall', () => {
  it.each<[string, HookSite, boolean, unknown]>([
    ['writes where there is nothing', NONE, false, ['write']],
    ['has nothing to do twice', OURS, false, []],
    ['renews another version', OLD, false, ['write']],
    ['makes it run again', { ...OURS, isExecutable: false }, false, ['write']],
    ['keeps a hook of somebody else', FOREIGN, false, expect.stringContaining('--chain keeps it and runs it first')],
    ['chains it when told', FOREIGN, true, ['move', 'write']],
    ['never moves it onto another', { ...FOREIGN, hasAside: true }, true, expect.stringContaining('exists already')],
    ['writes nothing where it may not', { ...NONE, refusal: 'not yours' }, true, 'not yours'],
  ])('%s', (_, site, chain, expected) => {
    expect(kinds(planInstall(site, { chain }))).toEqual(expected);
  });

  it('configures where git runs configured hooks', () => {
    const site: HookSite = { ...NONE, way: 'config', configuration: [['hook.x.event', 'pre-push']] };
    expect(kinds(planInstall(site, { chain: false }))).toEqual(['write', 'configure']);
    expect(kinds(planUninstall({ ...site, ...OURS, configuration: site.configuration, isConfigured: true }))).toEqual([
      'unset',
      'remove',
    ]);
  });
});

describe('planUninstall', () => {
  it.each<[string, HookSite, unknown]>([
    ['removes what is ours', OURS, ['remove']],
    ['puts back what was moved', { ...OURS, hasAside: true }, ['remove', 'move']],
    ['leaves a hook of somebody else', FOREIGN, []],
    ['keeps lines of somebody else', { ...OURS, text: `${OURS.text}echo done\n` }, ['write']],
    [
      'cannot do both',
      { ...OURS, text: `${OURS.text}x\n`, hasAside: true },
      expect.stringContaining('lines of your own'),
    ],
  ])('%s', (_, site, expected) => {
    expect(kinds(planUninstall(site))).toEqual(expected);
  });
});

describe('statusLines', () => {
  it('says what git would run', () => {
    expect(statusLines(NONE)).toEqual(['pre-push: not installed']);
    expect(statusLines(FOREIGN)).toEqual(['pre-push: /r/hooks/pre-push is not of foliolint']);
    expect(statusLines({ ...OURS, hasAside: true })).toEqual([
      'pre-push: /r/hooks/pre-push',
      '  runs /r/hooks/pre-push.pre-foliolint first',
    ]);
    expect(statusLines({ ...OURS, isExecutable: false })[0]).toContain('may not be executed');
    expect(statusLines(OLD)[0]).toContain('of another version');
  });
});
