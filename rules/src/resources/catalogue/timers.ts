import type { Resource } from '../resource.ts'
import { by, called, through } from './ways.ts'

/** Timers that go on until somebody stops them; `setTimeout` and `setImmediate` end by themselves. */
export const timers: readonly Resource[] = [
  {
    id: 'timers.setInterval',
    name: 'setInterval',
    kind: 'timer',
    from: ['globalThis', 'timers'],
    acquire: called('setInterval'),
    // clearTimeout() ends an interval as well: both functions share one list (Node's timers, WHATWG HTML 8.7).
    release: [
      ...through('sync', 'clearInterval', 'timers#clearInterval', 'clearTimeout', 'timers#clearTimeout'),
      ...by('sync', 'close'),
    ],
    fluent: ['unref', 'ref', 'refresh'],
    detach: ['unref'],
    disposable: 'sync',
  },
]
