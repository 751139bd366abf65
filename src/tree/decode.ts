import { isUtf8 } from 'node:buffer';

/** Source bytes as text: UTF-8, else Windows-1252, which has a character for each byte; mails are read the same way. */
export function decode(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : new TextDecoder('windows-1252').decode(bytes);
}
