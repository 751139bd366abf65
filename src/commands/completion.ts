import { Args, Command } from '@oclif/core';
import { commandUsages, emit } from '../cli/index.js';

export default class Completion extends Command {
  static override summary = 'Print the completion script of a shell.';
  static override description = 'To try it in this shell: eval "$(foliolint completion bash)", or zsh.';
  static override examples = [
    '<%= config.bin %> completion bash > ~/.local/share/bash-completion/completions/foliolint',
    '<%= config.bin %> completion zsh > ~/.zfunc/_foliolint',
  ];
  static override args = {
    SHELL: Args.string({ required: true, ignoreStdin: true, options: ['bash', 'zsh'], description: 'bash or zsh' }),
  };

  override async run(): Promise<void> {
    const { args } = await this.parse(Completion);
    const [{ bashCompletion, zshCompletion }, commands] = await Promise.all([
      import('../usage/index.js'),
      commandUsages(this.config),
    ]);
    emit(args.SHELL === 'bash' ? bashCompletion(commands) : zshCompletion(commands), undefined);
  }
}
