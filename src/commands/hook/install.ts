import { Command, Flags } from '@oclif/core';
import { follow, hookFlags, hookRepository, hookSites, planFlags, UsageError } from '../../cli/index.js';
import type { HookSite } from '../../githook/index.js';

export default class HookInstall extends Command {
  static override summary = 'Check what git send-email sends, or git push pushes, before it goes.';
  static override description = [
    'sendemail-validate checks a whole series when git send-email has come to its last file, and stops it when there are',
    'findings; cover letters pass. pre-push only warns, unless git config foliolint.blockPush is true. A foliolint that',
    'is missing from PATH or that fails stops nothing. The hook serves all work trees of the repository.\n\n',
    'Where core.hooksPath leads into a work tree, or is set for other repositories too, nothing is written: the hook is',
    'printed.',
    '\n\nb4 runs no hook. Its configuration is printed, or with --b4 set.',
  ].join(' ');
  static override examples = [
    '<%= config.bin %> hook install',
    '<%= config.bin %> hook install --type pre-push --chain --dry-run',
  ];
  static override flags = {
    ...hookFlags,
    chain: Flags.boolean({ description: 'move a hook that is there to NAME.pre-foliolint and run it first' }),
    b4: Flags.boolean({ description: 'add foliolint to the checks of b4 prep and b4 am' }),
    ...planFlags,
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(HookInstall);
    const { b4Lines, planB4, planInstall } = await import('../../githook/index.js');
    const repository = await hookRepository();
    const types = flags.type ?? (flags.b4 ? [] : ['sendemail-validate' as const]);
    for (const site of await hookSites(repository, types)) {
      const plan = planInstall(site, flags);
      if (site.refusal !== undefined) await refuse(site, site.refusal);
      if (!(await follow(repository, plan, flags['dry-run'])))
        process.stdout.write(`${site.type}: installed already\n`);
    }
    const b4 = await planB4(repository);
    if (flags.b4) await follow(repository, b4, flags['dry-run']);
    else if (b4.actions.length > 0)
      process.stdout.write(['b4 runs no hook; it wants this (--b4 sets it):', ...b4Lines(), ''].join('\n'));
  }
}

/** The user may have a place for it that only the user knows. */
async function refuse({ type }: HookSite, refusal: string): Promise<never> {
  const { hookScript } = await import('../../githook/index.js');
  process.stdout.write(hookScript(type));
  throw new UsageError(`${refusal}: nothing was written, put the lines above into its ${type}`);
}
