import type { Resource } from '../resource.ts'
import { by, called, gotFrom, made, promised } from './ways.ts'

// Where `prisma generate` writes to, as projects name it.
const GENERATED_PRISMA = [
  '@prisma/client',
  '@prisma/client/*',
  '.prisma/client*',
  '*/generated/*',
  '*/prisma/client*',
]

// The drivers that keep connections; those that speak HTTP, or open a file, cost nothing to build.
const DRIZZLE = ['node-postgres', 'postgres-js', 'mysql2', 'singlestore'].map(
  (driver) => `drizzle-orm/${driver}`,
)

/** Query builders and object mappers. */
export const orm: readonly Resource[] = [
  {
    id: 'knex.Knex',
    name: 'Knex',
    kind: 'engine',
    from: ['knex'],
    acquire: called('', 'knex'),
    release: by('either', 'destroy'),
    fluent: ['withUserParams'],
    shared: true,
    engine: true,
  },
  {
    id: 'sequelize.Sequelize',
    name: 'Sequelize',
    kind: 'engine',
    from: ['sequelize', '@sequelize/core', 'sequelize-typescript'],
    acquire: made('', 'Sequelize'),
    release: by('promise', 'close'),
    shared: true,
    engine: true,
  },
  {
    id: 'typeorm.DataSource',
    name: 'DataSource',
    kind: 'engine',
    from: ['typeorm'],
    acquire: made('DataSource'),
    release: by('promise', 'destroy', 'close'),
    opensOn: ['connect', 'initialize'],
    fluent: ['connect', 'initialize'],
    shared: true,
    engine: true,
  },
  {
    id: 'typeorm.QueryRunner',
    name: 'QueryRunner',
    kind: 'connection',
    from: [],
    acquire: [gotFrom('typeorm.DataSource', 'createQueryRunner')],
    release: by('promise', 'release'),
    opensOn: ['connect', 'query', 'startTransaction'],
  },
  {
    id: 'prisma.PrismaClient',
    name: 'PrismaClient',
    kind: 'engine',
    from: GENERATED_PRISMA,
    acquire: made('PrismaClient'),
    release: by('promise', '$disconnect'),
    fluent: ['$extends'],
    shared: true,
    engine: true,
  },
  {
    id: 'kysely.Kysely',
    name: 'Kysely',
    kind: 'engine',
    from: ['kysely'],
    acquire: made('Kysely'),
    release: by('promise', 'destroy'),
    fluent: ['withPlugin', 'withSchema', 'withTables', 'withoutPlugins'],
    owns: [0],
    shared: true,
    engine: true,
  },
  {
    id: 'drizzle.Database',
    name: 'drizzle database',
    kind: 'engine',
    from: DRIZZLE,
    acquire: called('drizzle'),
    release: by('promise', '$client.end'),
    // Given a client, it holds nothing of its own; given an address, it builds a pool.
    unlessOption: ['client'],
    onlyWithOption: ['connection'],
    orAddress: true,
    shared: true,
    engine: true,
  },
  {
    id: 'mikro-orm.MikroORM',
    name: 'MikroORM',
    kind: 'engine',
    from: ['@mikro-orm/*'],
    acquire: [...made('MikroORM'), ...promised('MikroORM.init'), ...called('MikroORM.initSync')],
    release: by('promise', 'close'),
    shared: true,
    engine: true,
  },
]
