/** The error of the system in words, for something that was to be written. */
export function systemReason({ code = '', message }: NodeJS.ErrnoException): string {
  const reasons: Readonly<Record<string, string>> = {
    EISDIR: 'it is a directory',
    ENOENT: 'no such directory',
    EACCES: 'permission denied',
    EROFS: 'read-only file system',
    ENOSPC: 'no space left on device',
  };
  return reasons[code] ?? message;
}
