/**
 * Everything that is asked of a git repository. A folder comes in and a `Repository` goes out; with it, revisions
 * become commit ids, ranges become mails, names become the bytes of blobs. Bytes stay bytes: who reads them decodes.
 * Nothing here uses the network or lets text of a user or of a patch become an option; but for values of the
 * configuration, nothing writes to a repository.
 *
 *     const { repository } = await open('linux');
 *     const { commits } = await commitsOf(repository, 'HEAD-3');
 *     const head = await resolveRevision(repository, 'HEAD');
 *     const [text] = await readBlobs(repository, [{ kind: 'file', commit: head, path: 'mm/swap.c' }], 1 << 20);
 */
export { type Answer, type BlobName, listFiles, type Refusal, readBlobSync, readBlobs } from './blobs.js';
export { type CommitMail, type Commits, commitsOf } from './commits.js';
export {
  addConfigValue,
  type ConfigEntry,
  configScope,
  configSection,
  configValues,
  removeConfigValue,
} from './config.js';
export { type StagedDiff, stagedDiff } from './diff.js';
export { type ExpectedFile, type Guess, guessBase } from './guess.js';
export { commonFolder, hasConfigHooks, hooksFolder, isInWorkTree } from './hooks.js';
export { commitMessage } from './message.js';
export { promisedFiles } from './promised.js';
export { type Opened, open, type Repository, resolveRevision } from './repository.js';
