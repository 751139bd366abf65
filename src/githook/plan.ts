import type { Action } from './action.js';
import { hookScript, withFreshBlock, withoutBlock } from './script.js';
import type { HookSite } from './site.js';

/** What would be done, in order; or one line about why nothing will. */
export interface Plan {
  readonly actions: readonly Action[];
  readonly refusal?: string;
}

/** How to have the hook: a hook of somebody else stays and nothing is done, unless it may be chained. */
export function planInstall(site: HookSite, { chain }: { readonly chain: boolean }): Plan {
  if (site.refusal !== undefined) return refused(site.refusal);
  switch (site.current) {
    case 'none':
      return { actions: [{ kind: 'write', path: site.path, text: hookScript(site.type) }, ...configure(site)] };
    case 'ours':
      return { actions: [...refresh(site), ...configure(site)] };
    case 'foreign':
      if (!chain) return refused(`${site.path} is a hook of your own: --chain keeps it and runs it first`);
      if (site.hasAside) return refused(`${site.path} cannot be moved out of the way: ${site.aside} exists already`);
      return {
        actions: [
          { kind: 'move', from: site.path, to: site.aside },
          { kind: 'write', path: site.path, text: hookScript(site.type) },
        ],
      };
  }
}

/** How to be rid of the hook again: what is ours goes, what was moved out of the way comes back. */
export function planUninstall(site: HookSite): Plan {
  if (site.current !== 'ours') return { actions: unconfigure(site) };
  if (site.refusal !== undefined) return refused(`${site.refusal}: take the block of foliolint out of it by hand`);
  const rest = withoutBlock(site.text!);
  if (rest === undefined) return refused(`${site.path} has a mark of foliolint, but not the one that ends its block`);
  if (rest.replace(/^#!.*/, '').trim() !== '') {
    const own: Action = { kind: 'write', path: site.path, text: rest };
    return site.hasAside
      ? refused(`${site.path} has lines of your own, and ${site.aside} waits to come back`)
      : { actions: [own] };
  }
  const back: Action[] = site.hasAside ? [{ kind: 'move', from: site.aside, to: site.path }] : [];
  return { actions: [...unconfigure(site), { kind: 'remove', path: site.path }, ...back] };
}

function refused(refusal: string): Plan {
  return { actions: [], refusal };
}

function refresh(site: HookSite): Action[] {
  const text = withFreshBlock(site.text!, site.type) ?? hookScript(site.type);
  return text === site.text && site.isExecutable ? [] : [{ kind: 'write', path: site.path, text }];
}

function configure({ configuration, isConfigured }: HookSite): Action[] {
  return isConfigured ? [] : configuration.map(([key, value]) => ({ kind: 'configure', key, value }));
}

function unconfigure({ configuration, isConfigured }: HookSite): Action[] {
  return isConfigured ? configuration.map(([key, value]) => ({ kind: 'unset', key, value })) : [];
}
