import type { Resource } from '../resource.ts'
import { by, called, from, gotFrom, made } from './ways.ts'

/**
 * PostgreSQL's drivers. Not here: `@neondatabase/serverless`, whose Pool its makers want opened and closed within each
 * request, and what `begin()` of postgres.js hands out, which ends with its callback.
 */
export const postgres: readonly Resource[] = [
  {
    id: 'pg.Pool',
    name: 'Pool',
    kind: 'pool',
    from: ['pg'],
    acquire: [...made('Pool', 'native.Pool'), ...from(['pg-pool'], made(''))],
    release: by('either', 'end'),
    // Empty until it is used; then its clients keep the process alive for idleTimeoutMillis, 10 s unless set.
    opensOn: ['connect', 'query'],
    shared: true,
    engine: true,
    unlessOption: ['allowExitOnIdle'],
  },
  {
    id: 'pg.PoolClient',
    name: 'PoolClient',
    kind: 'connection',
    from: [],
    acquire: [gotFrom('pg.Pool', 'connect', { callbackParameter: 1, otherwise: 'promise' })],
    release: [...by('sync', 'release'), { callbackParameter: 2, settles: 'sync' }],
  },
  {
    id: 'pg.Client',
    name: 'Client',
    kind: 'connection',
    from: ['pg'],
    acquire: made('Client', 'native.Client'),
    release: by('either', 'end'),
    opensOn: ['connect'],
    engine: true,
  },
  {
    id: 'postgres.Sql',
    name: 'sql',
    kind: 'pool',
    from: ['postgres'],
    acquire: called(''),
    release: by('promise', 'end', 'close'),
    shared: true,
    engine: true,
  },
  {
    id: 'postgres.ReservedSql',
    name: 'reserved connection',
    kind: 'connection',
    from: [],
    acquire: [gotFrom('postgres.Sql', 'reserve', 'promise')],
    release: by('sync', 'release'),
  },
]
