import type { Resource } from '../resource.ts'
import { by, called, from, gotFrom, open, promised } from './ways.ts'

const LENT = { callbackParameter: 1, otherwise: 'promise' } as const

/** Drivers of MySQL and MariaDB. */
export const mysql: readonly Resource[] = [
  {
    id: 'mysql2.Pool',
    name: 'Pool',
    kind: 'pool',
    from: ['mysql2', 'mysql2/promise'],
    acquire: [...called('createPool'), ...from(['mysql2'], called('createPoolPromise'))],
    release: by('either', 'end'),
    // Empty until it is used; then it keeps as many idle connections as it may have.
    opensOn: ['execute', 'getConnection', 'query'],
    // The same pool behind another interface.
    fluent: ['promise'],
    shared: true,
    engine: true,
  },
  {
    id: 'mysql2.PoolConnection',
    name: 'PoolConnection',
    kind: 'connection',
    from: [],
    acquire: [gotFrom('mysql2.Pool', 'getConnection', LENT)],
    release: by('sync', 'release', 'destroy'),
    fluent: ['promise'],
  },
  {
    id: 'mysql2.Connection',
    name: 'Connection',
    kind: 'connection',
    from: ['mysql2'],
    acquire: [
      ...called('createConnection', 'connect'),
      ...promised('createConnectionPromise'),
      ...from(['mysql2/promise'], promised('createConnection')),
    ],
    release: [...by('either', 'end'), ...by('sync', 'destroy')],
    fluent: ['promise'],
    engine: true,
  },
  {
    id: 'mysql.Pool',
    name: 'Pool',
    kind: 'pool',
    from: ['mysql'],
    acquire: called('createPool'),
    release: by('callback', 'end'),
    opensOn: ['getConnection', 'query'],
    shared: true,
    engine: true,
  },
  {
    id: 'mysql.PoolConnection',
    name: 'PoolConnection',
    kind: 'connection',
    from: [],
    acquire: [gotFrom('mysql.Pool', 'getConnection', { callbackParameter: 1 })],
    release: by('sync', 'release', 'destroy'),
  },
  {
    id: 'mysql.Connection',
    name: 'Connection',
    kind: 'connection',
    from: ['mysql'],
    acquire: called('createConnection'),
    release: [...by('callback', 'end'), ...by('sync', 'destroy')],
    // A query connects by itself.
    opensOn: ['connect', 'query'],
    engine: true,
  },
  {
    id: 'mariadb.Pool',
    name: 'Pool',
    kind: 'pool',
    from: ['mariadb', 'mariadb/callback'],
    acquire: called('createPool'),
    release: by('either', 'end'),
    shared: true,
    engine: true,
  },
  {
    id: 'mariadb.PoolConnection',
    name: 'PoolConnection',
    kind: 'connection',
    from: [],
    acquire: [gotFrom('mariadb.Pool', 'getConnection', LENT)],
    // On a connection of a pool end() and close() give it back as release() does.
    release: [...by('either', 'release', 'end', 'close'), ...by('sync', 'destroy')],
  },
  {
    id: 'mariadb.Connection',
    name: 'Connection',
    kind: 'connection',
    from: ['mariadb'],
    acquire: [
      ...promised('createConnection'),
      ...from(['mariadb/callback'], open(...called('createConnection'))),
    ],
    release: [...by('either', 'end', 'close'), ...by('sync', 'destroy')],
    engine: true,
  },
]
