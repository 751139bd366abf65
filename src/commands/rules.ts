import { Command } from '@oclif/core';
import { emit } from '../cli/index.js';

export default class Rules extends Command {
  static override summary = 'List the rules: id, severity, what each is about.';

  override async run(): Promise<void> {
    await this.parse(Rules);
    const { readRulePage, ruleIds } = await import('../rules/index.js');
    const { renderRuleList } = await import('../report/index.js');
    emit(renderRuleList(ruleIds().map((id) => readRulePage(id))), undefined);
  }
}
