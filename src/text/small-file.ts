import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';

/** What the user, or a folder that somebody else filled, keeps in a small file; and why there is no text of it. */
export type SmallFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly because: string };

/**
 * Reads a regular file of at most `most` bytes. A FIFO, a device and a folder are refused without waiting for them, and so
 * is a larger file.
 * @param ofOthers the folder may be one under review: a link is not followed, since it leads where its author chose
 */
export function readSmallFile(path: string, most: number, ofOthers: boolean): SmallFile {
  let fd: number | undefined;
  try {
    if (ofOthers && lstatSync(path).isSymbolicLink()) return unread('this is a link, which is not followed here');
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | (ofOthers ? constants.O_NOFOLLOW : 0));
    const stat = fstatSync(fd);
    if (!stat.isFile()) return unread('this is no regular file');
    if (stat.size > most) return unread(`this has more than ${most} bytes`);
    return { kind: 'text', text: readFileSync(fd).toString('utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'absent' } : unread('this cannot be read');
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function unread(because: string): SmallFile {
  return { kind: 'unread', because };
}
