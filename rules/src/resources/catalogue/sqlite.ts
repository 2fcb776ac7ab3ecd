import type { Resource } from '../resource.ts'
import { by, called, made, promised } from './ways.ts'

// Opening a file is cheap, and one file for each tenant is a design: neither shared nor an engine.
const FILE_DATABASE = { kind: 'handle', unlessArgument: [':memory:'] } as const

/** Databases in a file. */
export const sqlite: readonly Resource[] = [
  {
    ...FILE_DATABASE,
    id: 'sqlite.DatabaseSync',
    name: 'DatabaseSync',
    from: ['sqlite'],
    acquire: made('DatabaseSync'),
    release: by('sync', 'close'),
    unlessOption: ['!open'],
  },
  {
    ...FILE_DATABASE,
    id: 'better-sqlite3.Database',
    name: 'Database',
    from: ['better-sqlite3'],
    acquire: [...made(''), ...called('')],
    release: by('sync', 'close'),
    fluent: ['aggregate', 'defaultSafeIntegers', 'exec', 'function', 'loadExtension', 'table', 'unsafeMode'],
  },
  {
    ...FILE_DATABASE,
    id: 'sqlite3.Database',
    name: 'Database',
    from: ['sqlite3'],
    acquire: made('Database'),
    release: by('callback', 'close'),
    fluent: ['all', 'each', 'exec', 'get', 'run'],
  },
  {
    ...FILE_DATABASE,
    id: 'sqlite-package.Database',
    name: 'Database',
    // The npm package of this name; Node's own module is only known by `node:sqlite`, and exports no `open`.
    from: ['sqlite'],
    acquire: promised('open'),
    release: by('promise', 'close'),
  },
  {
    ...FILE_DATABASE,
    id: 'libsql.Client',
    name: 'Client',
    from: ['@libsql/client', '@libsql/client/*'],
    acquire: called('createClient'),
    release: by('sync', 'close'),
  },
  {
    id: 'pglite.PGlite',
    name: 'PGlite',
    kind: 'engine',
    from: ['@electric-sql/pglite'],
    acquire: [...made('PGlite'), ...promised('PGlite.create')],
    release: by('promise', 'close'),
    // PostgreSQL in WebAssembly: without a folder it is memory, and it never keeps a process alive.
    ends: 'when-idle',
    shared: true,
    engine: true,
  },
]
