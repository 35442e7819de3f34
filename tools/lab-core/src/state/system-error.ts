import { exitCodes, Failure, messageOf } from '../failure.ts';

/** The meaning of system errors, for a sentence that begins with the file's name. */
const meanings: Record<string, string> = {
  EACCES: 'this user has no permission',
  EBUSY: 'it is locked: something else uses it',
  EEXIST: 'a file is in the place of a folder',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link to itself',
  EMFILE: 'this process has too many open files',
  ENFILE: 'this machine has too many open files',
  ENOSPC: 'no space is left on its disk',
  ENOTDIR: 'a file is in the place of its folder',
  ENOTEMPTY: 'a folder is in its place',
  EPERM: 'it is locked: the system forbids the change (lsattr shows whether it is immutable)',
  EROFS: 'its file system is read-only',
};

/**
 * The system's error code. Node's rmSync omits it on a read-only file system
 * (findings/node-rmsync-has-no-code.sh).
 */
export function codeOf(error: unknown): string {
  const { code, message = '' } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return code || (/Read-only file system/.test(message) ? 'EROFS' : '');
}

/** The reason in plain words, with the error code. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return code in meanings ? `${meanings[code]} (${code})` : messageOf(error);
}

/**
 * An expected failure, or a file that the system refuses, which is no bug of the lab; undefined for
 * everything else.
 */
export function asFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  const { path } = error as NodeJS.ErrnoException;
  if (path === undefined || !(codeOf(error) in meanings)) return undefined;
  const isFull = ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
  const remedy = isFull ? 'Free some space there' : 'Make it and its folder usable for this user';
  return new Failure(
    `${path} cannot be used: ${reasonOf(error)}. ${remedy}, then try again.`,
    isFull ? exitCodes.noSpace : exitCodes.usage,
  );
}
