import { Flags } from '@oclif/core';
import type { Repository } from '../git/index.js';
import type { Action, HookSite, HookType, Plan } from '../githook/index.js';
import { printable } from '../text/index.js';
import { UsageError } from './failure.js';

/** What `--type` takes. */
export const HOOK_TYPES = ['sendemail-validate', 'pre-push'] as const satisfies readonly HookType[];

/** What all commands about hooks take. */
export const hookFlags = {
  type: Flags.option({ options: HOOK_TYPES, multiple: true })({ description: 'the hook' }),
};

/** What the commands that change something take. */
export const planFlags = {
  'dry-run': Flags.boolean({ description: 'only print what would be done' }),
};

/** The repository of the current folder. Throws a UsageError when there is none. */
export async function hookRepository(): Promise<Repository> {
  const { open } = await import('../git/index.js');
  const { repository, diagnostics } = await open();
  if (repository) return repository;
  throw new UsageError(diagnostics[0]?.message ?? 'this is not a git repository');
}

/** The places of hooks. Throws a UsageError when git cannot tell them. */
export async function hookSites(repository: Repository, types: readonly HookType[]): Promise<HookSite[]> {
  const { hookSite } = await import('../githook/index.js');
  const sites = await Promise.all(types.map((type) => hookSite(repository, type)));
  return sites.map((site) => {
    if (!site) throw new UsageError('git cannot tell where the hooks of this repository are');
    return site;
  });
}

/** Carries out a plan, or tells it, a line each; false when there is nothing to do. Throws a UsageError when it cannot. */
export async function follow(repository: Repository, plan: Plan, isDry: boolean): Promise<boolean> {
  if (plan.refusal !== undefined) throw new UsageError(plan.refusal);
  const { describeAction } = await import('../githook/index.js');
  for (const action of plan.actions) {
    if (!isDry) await carryOut(repository, action);
    process.stdout.write(`${isDry ? 'would ' : ''}${printable(describeAction(action))}\n`);
  }
  return plan.actions.length > 0;
}

async function carryOut(repository: Repository, action: Action): Promise<void> {
  const { describeAction, perform } = await import('../githook/index.js');
  try {
    await perform(repository, action);
  } catch (error) {
    throw new UsageError(`cannot ${describeAction(action)}: ${(error as Error).message}`);
  }
}
