import rule from '../../src/rules/no-engine-per-request.ts'
import { testRule } from '../rule-tester.ts'

const REMEDY = 'build one at module level and share it'

testRule('no-engine-per-request', rule, {
  valid: [
    {
      name: 'leaves a pool of the module alone',
      code: `import { Pool } from 'pg'
const pool = new Pool()
app.get('/users', async (req, res) => res.json(await pool.query('select 1')))`,
    },
    {
      name: 'leaves a pool alone that is made once, when it is first needed',
      code: `import { Pool } from 'pg'
let pool
export const handler = async () => {
  if (!pool) pool = new Pool()
  return pool.query('select 1')
}`,
    },
    {
      name: 'leaves alone what is kept on globalThis and read back from there',
      code: `import { PrismaClient } from '@prisma/client'
const store = globalThis
export const prisma = store.prisma ?? new PrismaClient()
if (process.env.NODE_ENV !== 'production') store.prisma = prisma`,
    },
    {
      name: 'leaves a pool for each tenant alone that is kept by its name',
      code: `import { Pool } from 'pg'
const pools = new Map()
app.get('/users', async (req, res) => {
  let pool = pools.get(req.tenant)
  if (!pool) {
    pool = new Pool({ database: req.tenant })
    pools.set(req.tenant, pool)
  }
  res.json(await pool.query('select 1'))
})`,
    },
    {
      name: 'leaves a pool alone that the request itself describes',
      code: `import { Pool } from 'pg'
app.post('/try', async (req, res) => {
  const { url } = req.body
  const pool = new Pool({ connectionString: url })
  await pool.query('select 1')
  await pool.end()
  res.end()
})`,
    },
    {
      name: 'leaves clients of a fixed list of shards alone',
      code: `import { Pool } from 'pg'
export const shards = []
for (const url of urls) shards.push(new Pool({ connectionString: url }))`,
    },
    {
      name: 'leaves a loop alone that migrates one database after the other',
      code: `import { Client } from 'pg'
export async function migrateAll(urls) {
  for (const url of urls) {
    const client = new Client(url)
    await client.connect()
    await client.query('create table t ()')
    await client.end()
  }
}`,
    },
    {
      name: 'leaves a loop alone that tries to connect again',
      code: `import { Client } from 'pg'
export async function connect() {
  for (let attempt = 0; attempt < 5; attempt++) {
    const client = new Client()
    try {
      await client.connect()
      keep(client)
    } catch {
      await client.end()
    }
  }
}`,
    },
    {
      name: 'leaves a subscriber of one WebSocket alone',
      code: `import Redis from 'ioredis'
wss.on('connection', (socket) => {
  const subscriber = new Redis()
  subscriber.subscribe('news')
  socket.on('close', () => subscriber.quit())
})`,
    },
    {
      name: 'leaves a subscriber of one stream of events alone',
      code: `import Redis from 'ioredis'
app.get('/events', (req, res) => {
  const subscriber = new Redis()
  subscriber.subscribe('news')
  req.on('close', () => subscriber.quit())
})`,
    },
    {
      name: 'leaves a connection that listens alone',
      code: `import { Client } from 'pg'
app.get('/events', async (req, res) => {
  const client = new Client()
  await client.connect()
  client.on('notification', (message) => res.write(message.payload))
  req.on('close', () => client.end())
})`,
    },
    {
      name: 'leaves a Worker of the edge alone, whose requests share no connections',
      code: `import { Client } from 'pg'
export default {
  async fetch(request, env) {
    const client = new Client(process.env.DATABASE_URL)
    await client.connect()
    return new Response(await client.query('select 1'))
  },
}`,
    },
    {
      name: 'leaves a nightly job alone that closes what it opens',
      code: `import cron from 'node-cron'
import { Pool } from 'pg'
cron.schedule('0 3 * * *', async () => {
  const pool = new Pool()
  await pool.query('vacuum')
  await pool.end()
})`,
    },
    {
      name: 'leaves tests alone',
      filename: 'test/users.test.js',
      code: `import { Pool } from 'pg'
app.get('/users', async () => new Pool().query('select 1'))
test('a', async () => { for (const x of [1, 2]) await new Pool().query('select 1') })`,
    },
    {
      name: 'leaves scripts alone',
      filename: 'scripts/fill.js',
      code: `import { Pool } from 'pg'
for (const x of [1, 2]) await new Pool().query('select 1')`,
    },
    {
      name: 'leaves a function alone that makes something else of the client and returns it',
      code: `import Redis from 'ioredis'
export function createQueueOptions(name) {
  const connection = new Redis()
  return optionsFor(name, connection)
}`,
    },
    {
      name: 'leaves a factory alone, which says nothing of how often it is called',
      code: `import { Pool } from 'pg'
export function createDb() {
  const pool = new Pool()
  return pool
}`,
    },
    {
      name: 'leaves what a function opens alone, whose name does not say how often it runs',
      code: `import { Pool } from 'pg'
export async function report() {
  const pool = new Pool()
  await pool.query('select 1')
  await pool.end()
}`,
    },
    {
      name: 'leaves a handler that is made once with its pool alone',
      code: `import { Pool } from 'pg'
function usersHandler() {
  const pool = new Pool()
  return async (req, res) => res.json(await pool.query('select 1'))
}
app.get('/users', usersHandler())`,
    },
    {
      name: 'leaves a plugin alone that registers its routes with one pool',
      code: `import fp from 'fastify-plugin'
import { Pool } from 'pg'
export default fp(async (fastify, options) => {
  const pool = new Pool(options)
  fastify.decorate('pg', pool)
  fastify.addHook('onClose', () => pool.end())
})`,
    },
    {
      name: 'calls nothing that a function has once a memo keeps it',
      code: `import { once } from 'lodash'
import { PrismaClient } from '@prisma/client'
export const getDb = once(() => new PrismaClient())`,
    },
  ],
  invalid: [
    {
      name: 'flags a client that is built in every handler',
      filename: 'pages/api/users.ts',
      code: `import { PrismaClient } from '@prisma/client'
export default async function handler(req, res) {
  const prisma = new PrismaClient()
  res.json(await prisma.user.findMany())
}`,
      errors: [
        {
          message: `\`PrismaClient\` from @prisma/client is built in a Next.js API handler, so that every request pays for new connections; ${REMEDY}.`,
          line: 3,
          suggestions: [
            {
              messageId: 'hoist',
              output: `import { PrismaClient } from '@prisma/client'
const prisma = new PrismaClient()

export default async function handler(req, res) {
  res.json(await prisma.user.findMany())
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'flags a pool that is closed in a finally: closed, and still wrong',
      code: `import { Pool } from 'pg'
app.get('/users', async (req, res) => {
  const pool = new Pool()
  try {
    res.json(await pool.query('select 1'))
  } finally {
    await pool.end()
  }
})`,
      errors: [
        {
          message: `\`Pool\` from pg is built and closed again in a route handler, so that every request pays for new connections; ${REMEDY}.`,
        },
      ],
    },
    {
      name: 'flags a pool for each query of a class',
      code: `import { Pool } from 'pg'
export class Users {
  async query(sql) {
    const pool = new Pool({ host: 'db' })
    return pool.query(sql)
  }
}`,
      errors: [
        {
          messageId: 'built',
          suggestions: [
            {
              messageId: 'hoist',
              output: `import { Pool } from 'pg'
const pool = new Pool({ host: 'db' })

export class Users {
  async query(sql) {
    return pool.query(sql)
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'asks for a pool where each route opens a single connection',
      code: `import express from 'express'
import { Client } from 'pg'
const app = express()
app.get('/users', async (req, res) => {
  const client = new Client()
  await client.connect()
  res.json(await client.query('select 1'))
  await client.end()
})`,
      errors: [
        {
          message:
            '`Client` from pg is built and closed again in an Express handler, so that every request pays for new connections; make one pool at module level and take connections from it.',
        },
      ],
    },
    {
      name: 'sees through a local factory, and blames the place that calls it',
      code: `import { Pool } from 'pg'
function createDb() {
  return new Pool({ connectionString: process.env.DATABASE_URL })
}
app.get('/users', async (req, res) => {
  const db = createDb()
  res.json(await db.query('select 1'))
})`,
      errors: [
        {
          message: `\`Pool\` from pg (through \`createDb()\`) is built in a route handler, so that every request pays for new connections; ${REMEDY}.`,
          line: 6,
          suggestions: [
            {
              messageId: 'hoist',
              output: `import { Pool } from 'pg'
function createDb() {
  return new Pool({ connectionString: process.env.DATABASE_URL })
}
const db = createDb()

app.get('/users', async (req, res) => {
  res.json(await db.query('select 1'))
})`,
            },
          ],
        },
      ],
    },
    {
      name: 'flags what a mapper is built on for each request',
      code: `import postgres from 'postgres'
import { drizzle } from 'drizzle-orm/postgres-js'
export const handler = async () => {
  const sql = postgres(process.env.DATABASE_URL)
  const db = drizzle(sql)
  return db.select()
}`,
      errors: [
        {
          messageId: 'built',
          line: 4,
          suggestions: [
            {
              messageId: 'hoist',
              output: `import postgres from 'postgres'
import { drizzle } from 'drizzle-orm/postgres-js'
const sql = postgres(process.env.DATABASE_URL)

export const handler = async () => {
  const db = drizzle(sql)
  return db.select()
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'flags an engine of every turn of a loop',
      code: `import knex from 'knex'
export async function sync(rows) {
  for (const row of rows) {
    const db = knex({ client: 'pg' })
    await db('users').insert(row)
    await db.destroy()
  }
}`,
      errors: [
        {
          message:
            '`Knex` from knex is built and closed again in a loop, so that every turn pays for new connections; build one before the loop and share it.',
        },
      ],
    },
    {
      name: 'flags an engine of every tick',
      code: `import { Sequelize } from 'sequelize'
setInterval(async () => {
  const db = new Sequelize('sqlite::memory:')
  await db.query('select 1')
}, 1000)`,
      errors: [
        {
          messageId: 'built',
          suggestions: [
            {
              messageId: 'hoist',
              output: `import { Sequelize } from 'sequelize'
const db = new Sequelize('sqlite::memory:')

setInterval(async () => {
  await db.query('select 1')
}, 1000)`,
            },
          ],
        },
      ],
    },
    {
      name: 'flags what is put on the request itself',
      code: `import { Pool } from 'pg'
app.use('/', (req, res, next) => {
  req.db = new Pool()
  next()
})`,
      errors: [{ messageId: 'built' }],
    },
    {
      name: 'flags what is kept on globalThis and never read back',
      code: `import { PrismaClient } from '@prisma/client'
export function getPrisma() {
  const prisma = new PrismaClient()
  globalThis.prisma = prisma
  return prisma
}`,
      errors: [
        {
          message:
            '`PrismaClient` from @prisma/client is kept in `globalThis.prisma`, which nothing here reads back, so that every call builds another; write `globalThis.prisma ??= …` and use that.',
        },
      ],
    },
    {
      name: 'flags a guard against reloads that only writes',
      filename: 'lib/db.ts',
      code: `import { PrismaClient } from '@prisma/client'
declare global {
  var prisma: PrismaClient | undefined
}
const client = new PrismaClient()
if (process.env.NODE_ENV !== 'production') globalThis.prisma = client
export default client`,
      errors: [{ messageId: 'unread' }],
    },
    {
      name: 'flags a pool of a socket, however long that lives',
      code: `import { Pool } from 'pg'
io.on('connection', (socket) => {
  const pool = new Pool()
  pool.query('select 1')
  socket.on('close', () => pool.end())
})`,
      errors: [{ messageId: 'closed' }],
    },
    {
      name: 'flags any function where that is asked for',
      options: [{ functions: 'any' }],
      code: `import { Pool } from 'pg'
export async function report() {
  const pool = new Pool()
  await pool.query('select 1')
  await pool.end()
}`,
      errors: [{ messageId: 'closed' }],
    },
    {
      name: 'flags what the request describes where that is asked for',
      options: [{ varying: true }],
      code: `import { Pool } from 'pg'
app.post('/try', async (req) => {
  const pool = new Pool({ connectionString: req.body.url })
  await pool.query('select 1')
  await pool.end()
})`,
      errors: [{ messageId: 'closed' }],
    },
    {
      name: 'moves a declaration with its own comments, below those of what it leaves',
      code: `import { Pool } from 'pg'

/** Lists users. */
app.get('/users', async (req, res) => {
  // One pool.
  const pool = new Pool({
    max: 1, // few
  })
  res.json(await pool.query('select 1'))
})`,
      errors: [
        {
          messageId: 'built',
          suggestions: [
            {
              messageId: 'hoist',
              output: `import { Pool } from 'pg'

const pool = new Pool({
  max: 1, // few
})

/** Lists users. */
app.get('/users', async (req, res) => {
  // One pool.
  res.json(await pool.query('select 1'))
})`,
            },
          ],
        },
      ],
    },
    {
      name: 'moves nothing where the name is taken, or what it needs is not there',
      code: `import { Pool } from 'pg'
const pool = 1
app.get('/a', async (req, res) => {
  const pool = new Pool()
  res.json(await pool.query('select 1'))
})
app.get('/b', async (req, res) => {
  const url = await secret('url')
  const other = new Pool({ url })
  res.json(await other.query('select 1'))
})
app.get('/c', async (req, res) => {
  const third = new Pool(later)
  res.json(await third.query('select 1'))
})
const later = {}`,
      errors: [{ messageId: 'built' }, { messageId: 'built' }, { messageId: 'built' }],
    },
  ],
})
