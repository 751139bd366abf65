import { Args, Command } from '@oclif/core';
import { emit, knownRule, outputFlags, wantsColor } from '../cli/index.js';

export default class Explain extends Command {
  static override summary = 'Print the page of a rule: why it matters, wrong and right code, how to fix it.';
  static override examples = ['<%= config.bin %> explain refcount-leak'];
  static override args = { RULE: Args.string({ required: true, ignoreStdin: true, description: 'id of a rule' }) };
  static override flags = { color: outputFlags.color };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    const rule = await knownRule(args.RULE);
    const { renderRulePage } = await import('../report/index.js');
    emit(renderRulePage(rule, wantsColor(flags.color, process.stdout)), undefined);
  }
}
