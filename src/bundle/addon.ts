import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/**
 * Loads a native addon that the program carries: `packed` has it by platform (`linux-x64`), deflated, in base64.
 * The system loads files only. This one is written to a new folder that nobody else can enter, and removed when it is
 * loaded: a cache would be a file that somebody else might have put there, and has to be believed at every start.
 * Throws where there is no addon for this platform, or no folder that can be written and may hold programs.
 */
export function loadAddon(name: string, packed: Readonly<Record<string, string>>): unknown {
  const platform = `${process.platform}-${process.arch}`;
  const text = packed[platform];
  if (text === undefined) throw new Error(`the one-file program has no ${name} for ${platform}: install the package`);
  const bytes = inflateRawSync(Buffer.from(text, 'base64'));
  let refused: unknown;
  // A /tmp that is mounted noexec refuses.
  for (const place of [tmpdir(), process.env.XDG_RUNTIME_DIR, join(homedir(), '.cache'), homedir()])
    try {
      if (place !== undefined) return loadFrom(place, name, bytes);
    } catch (error) {
      refused ??= error;
    }
  throw refused;
}

function loadFrom(place: string, name: string, bytes: Buffer): unknown {
  const folder = mkdtempSync(join(place, 'foliolint-'));
  try {
    const file = join(folder, `${name}.node`);
    writeFileSync(file, bytes, { flag: 'wx', mode: 0o600 });
    const module = { exports: {} };
    process.dlopen(module, file);
    return module.exports;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
