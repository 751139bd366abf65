/**
 * Decodes text of unknown origin, never throwing: by the declared charset, else as UTF-8, else as Windows-1252, which
 * has a character for each byte. A byte order mark is dropped; UTF-16 is known by its mark (PowerShell writes it).
 */
export function decodeText(bytes: Buffer, charset?: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const declared = charset === undefined || /^(?:us-)?ascii$|^utf-?8$/i.test(charset) ? undefined : charset;
  return tryDecode(bytes, declared ?? 'utf-8') ?? tryDecode(bytes, 'utf-8') ?? tryDecode(bytes, 'windows-1252') ?? '';
}

function tryDecode(bytes: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
