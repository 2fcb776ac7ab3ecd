import type { Resource } from '../resource.ts'
import { asks, by, called, made } from './ways.ts'

/**
 * Processes, threads and what they talk through. Not here: `exec()`, `execFile()` and their promises, which end with
 * their command and tell their callback so.
 */
export const nodeProcess: readonly Resource[] = [
  {
    id: 'child_process.ChildProcess',
    name: 'ChildProcess',
    kind: 'process',
    from: ['child_process'],
    acquire: called('spawn', 'fork'),
    release: [...asks('event', 'kill'), ...asks('event', 'disconnect')],
    ends: 'by-itself',
    endEvents: ['exit', 'close'],
    detach: ['unref'],
    unlessOption: ['signal', 'timeout'],
  },
  {
    id: 'cluster.Worker',
    name: 'Worker',
    kind: 'process',
    from: ['cluster'],
    acquire: called('fork'),
    release: asks('event', 'kill', 'disconnect', 'destroy'),
    fluent: ['disconnect'],
    ends: 'by-itself',
    endEvents: ['exit', 'disconnect'],
  },
  {
    id: 'worker_threads.Worker',
    name: 'Worker',
    kind: 'worker',
    from: ['worker_threads'],
    acquire: made('Worker'),
    release: by('promise', 'terminate'),
    endEvents: ['exit'],
    detach: ['unref'],
  },
  {
    id: 'worker_threads.BroadcastChannel',
    name: 'BroadcastChannel',
    kind: 'connection',
    from: ['globalThis', 'worker_threads'],
    acquire: made('BroadcastChannel'),
    release: by('sync', 'close'),
    fluent: ['ref', 'unref'],
    detach: ['unref'],
  },
  {
    id: 'readline.Interface',
    name: 'Interface',
    kind: 'handle',
    from: ['readline', 'readline/promises'],
    acquire: [...called('createInterface'), ...made('Interface')],
    release: by('sync', 'close'),
    // It closes when its input ends, as a file's does.
    ends: 'by-peer',
    endEvents: ['close'],
    unlessOption: ['signal'],
  },
]
