import { Command, Flags } from '@oclif/core';
import { follow, HOOK_TYPES, hookFlags, hookRepository, hookSites, planFlags } from '../../cli/index.js';

export default class HookUninstall extends Command {
  static override summary = 'Take out of the hooks what foliolint put there, and put back what it moved.';
  static override flags = {
    ...hookFlags,
    b4: Flags.boolean({ description: 'take foliolint out of the checks of b4, too' }),
    ...planFlags,
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(HookUninstall);
    const { planB4Removal, planUninstall } = await import('../../githook/index.js');
    const repository = await hookRepository();
    const sites = await hookSites(repository, flags.type ?? HOOK_TYPES);
    const plans = [...sites.map(planUninstall), ...(flags.b4 ? [await planB4Removal(repository)] : [])];
    const done: boolean[] = [];
    for (const plan of plans) done.push(await follow(repository, plan, flags['dry-run']));
    if (!done.includes(true)) process.stdout.write('nothing of foliolint is installed\n');
  }
}
