import { Command } from '@oclif/core';
import { HOOK_TYPES, hookFlags, hookRepository, hookSites } from '../../cli/index.js';
import { printable } from '../../text/index.js';

export default class HookStatus extends Command {
  static override summary = 'Say which hooks git would run here, and whether foliolint is in them.';
  static override flags = hookFlags;

  override async run(): Promise<void> {
    const { flags } = await this.parse(HookStatus);
    const { statusLines } = await import('../../githook/index.js');
    const sites = await hookSites(await hookRepository(), flags.type ?? HOOK_TYPES);
    const lines = sites.flatMap(statusLines).map((line) => `${printable(line)}\n`);
    process.stdout.write(lines.join(''));
  }
}
