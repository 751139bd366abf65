import { gunzipSync } from 'node:zlib';
import type { Attachment } from 'postal-mime';
import { printable } from '../text/index.js';

/** A file that is attached to a mail: text that may hold patches, or why nobody can tell what is in it. */
export type AttachedFile =
  | { readonly kind: 'text'; readonly bytes: Buffer }
  | { readonly kind: 'unread'; readonly message: string; readonly isPatch: boolean };

/** Bytes of what is unpacked; a patch series of this size is none. */
const MOST_UNPACKED = 16 << 20;

/** What a person packs patches into, by the bytes at its start. */
const PACKED: readonly (readonly [name: string, magic: string])[] = [
  ['xz', '\xfd7zXZ'],
  ['bzip2', 'BZh'],
  ['zstd', '\x28\xb5\x2f\xfd'],
  ['zip', 'PK\x03\x04'],
  ['7z', '7z\xbc\xaf'],
];

/**
 * Tells what an attached file is by its bytes: mailers name and label patches as they like. Nothing for what holds no
 * text (a picture) and for a second form of the mail itself (HTML).
 */
export function attachedFile({ mimeType, filename, content }: Attachment): AttachedFile | undefined {
  if (mimeType === 'text/html') return undefined;
  const bytes = Buffer.from(content as ArrayBuffer);
  const unread = (because: string): AttachedFile => ({
    kind: 'unread',
    message: `the attached ${printable(filename || 'file')} is not read: ${because}`,
    isPatch: /\.(?:patch|diff|mbox|eml)\b/i.test(filename ?? ''),
  });
  const head = bytes.toString('latin1', 0, 8);
  const packed = PACKED.find(([, magic]) => head.startsWith(magic));
  if (packed) return unread(`it is packed with ${packed[0]}`);
  const plain = head.startsWith('\x1f\x8b') ? unpacked(bytes) : bytes;
  if (plain === undefined) return unread(`it cannot be unpacked, or unpacks to more than ${MOST_UNPACKED >> 20} MB`);
  if (!isBinary(plain)) return { kind: 'text', bytes: plain };
  return plain === bytes && !/\.(?:patch|diff)\b/i.test(filename ?? '') ? undefined : unread('it is binary');
}

function unpacked(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED });
  } catch {
    return undefined;
  }
}

/** git calls a file binary by a NUL in its first 8000 bytes (xdiff-interface.c). UTF-16 has a mark, and is text. */
function isBinary(bytes: Buffer): boolean {
  return !/^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2)) && bytes.subarray(0, 8000).includes(0);
}
