import type { Resource } from '../resource.ts'
import { by, called, made, promised } from './ways.ts'

/** Watchers of files beside Node's own. */
export const watch: readonly Resource[] = [
  {
    id: 'chokidar.FSWatcher',
    name: 'FSWatcher',
    kind: 'watcher',
    from: ['chokidar'],
    acquire: [...called('watch'), ...made('FSWatcher')],
    release: by('promise', 'close'),
    fluent: ['add', 'unwatch'],
    unlessOption: ['!persistent'],
  },
  {
    id: 'parcel-watcher.AsyncSubscription',
    name: 'subscription',
    kind: 'watcher',
    from: ['@parcel/watcher'],
    acquire: promised('subscribe'),
    release: by('promise', 'unsubscribe'),
  },
]
