import { type Command, Config, type Interfaces, loadHelpClass } from '@oclif/core';
import { shippedText } from '../text/index.js';

/** Every command by its id, the words with `:` between; the class is loaded when it is needed. */
export type Commands = Readonly<Record<string, () => Promise<{ readonly default: Command.Class }>>>;

/** Runs the command `id` with what stands behind its words. */
export async function runCommand(id: string, argv: readonly string[], commands: Commands): Promise<void> {
  const config = await configOf(Object.entries(commands).map(([id, load]) => loadable(id, load)));
  await config.runCommand(id, [...argv]);
}

/** Prints the help of a command or of those below `words`; of the program when there are no words. */
export async function showHelp(words: readonly string[], commands: Commands): Promise<void> {
  const described = Object.entries(commands).map(async ([id, load]) => ({
    ...loadable(id, load),
    ...describedBy((await load()).default),
  }));
  const config = await configOf(await Promise.all(described));
  const Help = await loadHelpClass(config);
  await new Help(config).showHelp([...words]);
}

/**
 * The configuration of oclif with `commands` as its only plugin. Its own discovery looks into folders, which the
 * one-file program has not, and reads package.json and a manifest of each plugin at every start.
 */
async function configOf(commands: Command.Loadable[]): Promise<Config> {
  const pjson = JSON.parse(shippedText('package.json')) as Interfaces.PJSON;
  const { name, version } = pjson;
  const root = process.cwd();
  const plugin = {
    ...{ name, version, alias: name, pjson, root, commands, commandIDs: commands.map(({ id }) => id) },
    ...{
      _base: '',
      commandsDir: undefined,
      hasManifest: false,
      hooks: {},
      isRoot: true,
      moduleType: 'module' as const,
    },
    ...{ options: { root }, topics: [], type: 'core', valid: true, load: async () => {} },
    findCommand: (id: string) => commands.find((command) => command.id === id)!.load(),
  } satisfies Interfaces.Plugin;
  const config = new Config({ root, plugins: new Map([[name, plugin]]) });
  await config.load();
  return config;
}

/** What oclif knows of a command before it runs. */
function loadable(id: string, load: Commands[string]): Command.Loadable {
  return {
    ...{ id, aliases: [], hiddenAliases: [], args: {}, flags: {}, hidden: false },
    load: async () => Object.assign((await load()).default, { id }),
  };
}

/** What help prints of it. */
function describedBy({ summary, description, usage, examples, strict, args, flags }: Command.Class) {
  const named = <T extends object>(table: Record<string, T> = {}) =>
    Object.fromEntries(Object.entries(table).map(([name, value]) => [name, { ...value, name }]));
  return { summary, description, usage, examples, strict, args: named(args), flags: named(flags) };
}
