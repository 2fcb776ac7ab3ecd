import { counted, living } from '../amount.ts'
import { pathSnippet } from '../untrusted.ts'
import { on, opened } from './opened.ts'
import { type KindTable, was } from './record.ts'

type FileKind =
  | 'file-handle'
  | 'descriptor'
  | 'file-stream'
  | 'directory-handle'
  | 'native-descriptor'
  | 'watcher'
  | 'temp-dir'

/** What stands for a file or a directory. */
export const FILES: KindTable<FileKind> = {
  'file-handle': opened(
    'file-handle',
    'file handle',
    () => 'Close it with `await handle.close()`, or declare it with `await using`.',
  ),
  descriptor: opened('descriptor', 'file descriptor', () => 'Close it with `fs.closeSync(fd)`.'),
  'file-stream': opened('file-stream', 'file stream', ({ className }) =>
    className === 'WriteStream'
      ? "End it with `stream.end()` and wait with `await once(stream, 'close')`."
      : "Use it to its end, or destroy it with `stream.destroy()` and wait with `await once(stream, 'close')`.",
  ),
  'directory-handle': opened(
    'directory-handle',
    'directory handle',
    () => 'Close it with `await directory.close()`.',
  ),
  'native-descriptor': opened(
    'native-descriptor',
    'native descriptor',
    () => 'Close the object that opened it: a database with `database.close()`.',
  ),
  watcher: {
    title: 'Watcher',
    plural: 'Watchers',
    level: 'fail',
    subject: (facts) => counted(facts, 'A watcher', 'watchers', on(facts)),
    acquired: was('started'),
    lives: (facts) => living(facts, 'still watches', 'still watch'),
    remedy: ({ className }) => WATCHER_REMEDIES[className ?? ''] ?? WATCHER_REMEDY,
    docs: 'docs/kinds/watcher.md',
  },
  'temp-dir': {
    title: 'Temporary directory',
    plural: 'Temporary directories',
    level: 'warn',
    subject: (facts) =>
      counted(facts, 'A temporary directory', 'temporary directories', facts.path && pathSnippet(facts.path)),
    acquired: was('made'),
    lives: (facts) => living(facts, 'is still there', 'are still there'),
    remedy: () => 'Remove it with `await rm(directory, { recursive: true, force: true })`.',
    docs: 'docs/kinds/temp-dir.md',
  },
}

const WATCHER_REMEDY =
  'Close it with `watcher.close()`, or one of `fs.watchFile` with `fs.unwatchFile(path)`.'
const WATCHER_REMEDIES: Readonly<Record<string, string>> = {
  FSWatcher: 'Close it with `watcher.close()`.',
  StatWatcher: 'Stop it with `fs.unwatchFile(path)`.',
}
