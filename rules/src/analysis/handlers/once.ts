import type { HandlerRecord } from '../handlers.ts'

const LIFE_EVENTS = [
  'listening',
  'ready',
  'open',
  'connect',
  'close',
  'end',
  'finish',
  'exit',
  'beforeExit',
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'load',
  'DOMContentLoaded',
]
const MEMO_NAMES = ['once', 'lazy', 'memoize', 'memoise', 'memo', 'memoizeOne', 'singleton']

/** What calls back at most once each time it is called itself, or only ever once. */
export const ONCE: readonly HandlerRecord[] = (
  [
    { label: '', method: ['then', 'catch', 'finally', 'once'] },
    { label: '', module: '', export: ['Promise', 'queueMicrotask', 'setImmediate', 'process.nextTick'] },
    { label: '', module: ['process', 'timers'], export: ['nextTick', 'setImmediate'] },
    { label: '', module: 'util', export: ['promisify', 'callbackify'] },
    { label: '', method: ['on', 'addListener', 'addEventListener'], event: LIFE_EVENTS },
    { label: '', method: 'listen' },
    {
      label: '',
      module: 'fastify',
      receiver: /^(?:fastify|app|server|instance)$/,
      method: ['register', 'ready', 'after'],
    },
    { label: '', module: 'fastify-plugin', export: '' },
    {
      label: '',
      module: ['lodash', 'lodash-es', 'underscore', 'ramda', 'react', 'es-toolkit'],
      export: [...MEMO_NAMES, 'cache'],
    },
    {
      label: '',
      module: ['once', 'onetime', 'p-memoize', 'p-once', 'p-lazy', 'mem', 'memoize', 'memoize-one', 'moize'],
      export: '',
    },
    { label: '', module: ['lodash/once', 'lodash/memoize', 'lodash.once', 'lodash.memoize'], export: '' },
    { label: '', module: 'next/cache', export: 'unstable_cache' },
  ] satisfies HandlerRecord[]
).map((record) => ({ rhythm: 'same', ...record }))
