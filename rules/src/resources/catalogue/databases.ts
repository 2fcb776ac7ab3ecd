import type { Resource } from '../resource.ts'
import { by, called, gotFrom, made, promised, throughModule } from './ways.ts'

/** Drivers of databases that have no file of their own. */
export const databases: readonly Resource[] = [
  {
    id: 'mssql.ConnectionPool',
    name: 'ConnectionPool',
    kind: 'pool',
    from: ['mssql', 'mssql/*'],
    acquire: made('ConnectionPool'),
    release: by('either', 'close'),
    opensOn: ['connect'],
    fluent: ['connect'],
    shared: true,
    engine: true,
  },
  {
    id: 'mssql.connect',
    name: 'mssql connection pool',
    kind: 'pool',
    from: ['mssql', 'mssql/*'],
    // A second call gives the pool that there is.
    acquire: promised('connect'),
    release: [...throughModule('promise', 'mssql#close'), ...by('either', 'close')],
  },
  {
    id: 'oracledb.Pool',
    name: 'Pool',
    kind: 'pool',
    from: ['oracledb'],
    acquire: promised('createPool'),
    release: by('promise', 'close'),
    shared: true,
    engine: true,
  },
  {
    id: 'oracledb.Connection',
    name: 'Connection',
    kind: 'connection',
    from: ['oracledb'],
    // Out of the default pool when there is one: not a defect for each request.
    acquire: [...promised('getConnection'), gotFrom('oracledb.Pool', 'getConnection', 'promise')],
    release: by('promise', 'close'),
  },
  {
    id: 'cassandra-driver.Client',
    name: 'Client',
    kind: 'client',
    from: ['cassandra-driver'],
    acquire: made('Client'),
    release: by('either', 'shutdown'),
    opensOn: ['batch', 'connect', 'execute', 'eachRow', 'stream'],
    shared: true,
    engine: true,
  },
  {
    id: 'neo4j-driver.Driver',
    name: 'Driver',
    kind: 'client',
    from: ['neo4j-driver'],
    acquire: called('driver'),
    release: by('promise', 'close'),
    shared: true,
    engine: true,
  },
  {
    id: 'neo4j-driver.Session',
    name: 'Session',
    kind: 'connection',
    from: [],
    acquire: [gotFrom('neo4j-driver.Driver', 'session')],
    release: by('promise', 'close'),
    ends: 'with-parent',
  },
  {
    id: 'clickhouse.Client',
    name: 'ClickHouse client',
    kind: 'client',
    from: ['@clickhouse/client'],
    acquire: called('createClient'),
    release: by('promise', 'close'),
    // It speaks HTTP: what it keeps between two uses are idle sockets, which keep no process alive.
    ends: 'when-idle',
    shared: true,
    engine: true,
  },
]
