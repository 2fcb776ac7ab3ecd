import type { Resource } from '../resource.ts'
import { by, called, calledBack, from, promised, through } from './ways.ts'

const USERS_OF_DESCRIPTORS = [
  'fchmod',
  'fchown',
  'fdatasync',
  'fstat',
  'fsync',
  'ftruncate',
  'futimes',
  'read',
  'readv',
  'write',
  'writev',
].flatMap((name) => [`fs#${name}`, `fs#${name}Sync`])

/**
 * Descriptors, streams, directories and watchers. Not here: `fs.watchFile()`, which is ended by path and not by
 * value, and `watch()` of fs/promises, an iterator that ends with its loop.
 */
export const nodeFs: readonly Resource[] = [
  {
    id: 'fs.descriptor',
    name: 'file descriptor',
    kind: 'handle',
    from: ['fs'],
    acquire: [...called('openSync'), calledBack('open', 1)],
    release: [...through('sync', 'fs#closeSync'), ...through('callback', 'fs#close')],
    lentTo: USERS_OF_DESCRIPTORS,
  },
  {
    id: 'fs.FileHandle',
    name: 'FileHandle',
    kind: 'handle',
    from: ['fs/promises'],
    acquire: [...promised('open'), ...from(['fs'], promised('promises.open'))],
    release: by('promise', 'close'),
    endEvents: ['close'],
    disposable: 'async',
  },
  {
    id: 'fs.ReadStream',
    name: 'ReadStream',
    kind: 'stream',
    from: ['fs'],
    acquire: called('createReadStream'),
    release: [...by('event', 'destroy'), ...by('callback', 'close')],
    fluent: ['pause', 'resume', 'setEncoding'],
    ends: 'by-itself',
    endEvents: ['close', 'end'],
    disposable: 'async',
    unlessOption: ['signal'],
  },
  {
    id: 'fs.WriteStream',
    name: 'WriteStream',
    kind: 'stream',
    from: ['fs'],
    acquire: called('createWriteStream'),
    release: [...by('callback', 'end', 'close'), ...by('event', 'destroy', 'destroySoon')],
    endEvents: ['close', 'finish'],
    unlessOption: ['signal'],
  },
  {
    id: 'fs.Dir',
    name: 'Dir',
    kind: 'handle',
    from: ['fs'],
    acquire: [
      ...called('opendirSync'),
      calledBack('opendir', 1),
      ...promised('promises.opendir'),
      ...from(['fs/promises'], promised('opendir')),
    ],
    release: [...by('either', 'close'), ...by('sync', 'closeSync')],
    // `for await` closes it, and nobody reads a directory in another way.
    ends: 'by-itself',
  },
  {
    id: 'fs.FSWatcher',
    name: 'FSWatcher',
    kind: 'watcher',
    from: ['fs'],
    acquire: called('watch'),
    release: by('sync', 'close'),
    fluent: ['ref', 'unref'],
    endEvents: ['close'],
    detach: ['unref'],
    unlessOption: ['signal', '!persistent'],
  },
]
