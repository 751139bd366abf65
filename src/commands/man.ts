import { Command } from '@oclif/core';
import { allRules, commandUsages, emit } from '../cli/index.js';

export default class Man extends Command {
  static override summary = 'Print the manual page, in mdoc(7).';
  static override examples = ['<%= config.bin %> man | man -l -'];

  override async run(): Promise<void> {
    await this.parse(Man);
    const { manual } = await import('../usage/index.js');
    emit(manual(await commandUsages(this.config), await allRules()), undefined);
  }
}
