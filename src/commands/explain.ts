import { Args, Command } from '@oclif/core';
import { allRules, emit, knownRule, outputFlags, wantsColor } from '../cli/index.js';

export default class Explain extends Command {
  static override summary = 'Print the page of a rule: wrong and right code, why it matters, how to fix it.';
  static override description = 'Without RULE, the list of the rules.';
  static override examples = ['<%= config.bin %> explain refcount-leak'];
  static override args = { RULE: Args.string({ ignoreStdin: true, description: 'id of a rule' }) };
  static override flags = { color: outputFlags.color };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    const { renderRuleList, renderRulePage } = await import('../report/index.js');
    const text =
      args.RULE === undefined
        ? renderRuleList(await allRules())
        : renderRulePage(await knownRule(args.RULE), wantsColor(flags.color, process.stdout));
    emit(text, undefined);
  }
}
