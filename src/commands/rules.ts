import { Command } from '@oclif/core';
import { allRules, emit } from '../cli/index.js';

export default class Rules extends Command {
  static override summary = 'List the rules: id, severity, what each is about.';

  override async run(): Promise<void> {
    await this.parse(Rules);
    const { renderRuleList } = await import('../report/index.js');
    emit(renderRuleList(await allRules()), undefined);
  }
}
