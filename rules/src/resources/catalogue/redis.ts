import type { Resource } from '../resource.ts'
import { by, called, gotFrom, made } from './ways.ts'

/** Clients of Redis and Valkey. */
export const redis: readonly Resource[] = [
  {
    id: 'ioredis.Redis',
    name: 'Redis',
    kind: 'client',
    from: ['ioredis', 'iovalkey'],
    acquire: [...made('', 'Redis', 'Cluster', 'Redis.Cluster'), gotFrom('ioredis.Redis', 'duplicate')],
    release: [...by('promise', 'quit'), ...by('event', 'disconnect', 'end')],
    // The constructor connects, unless this is set: then the first command does.
    unlessOption: ['lazyConnect'],
    shared: true,
    engine: true,
  },
  {
    id: 'redis.Client',
    name: 'client',
    kind: 'client',
    from: ['redis', '@redis/client'],
    acquire: [
      ...called('createClient', 'createClientPool', 'createCluster', 'createSentinel'),
      gotFrom('redis.Client', 'duplicate'),
    ],
    // close() is new in version 5; before, quit() was what its authors recommended.
    release: [...by('promise', 'close', 'quit', 'disconnect'), ...by('sync', 'destroy')],
    opensOn: ['connect'],
    fluent: ['connect'],
    shared: true,
    engine: true,
  },
]
