import { describe, expect, test } from 'vitest'
import { lintExample } from '../lint-example.ts'

interface Case {
  readonly name: string
  readonly rule: string
  readonly leaky: string
  readonly clean: string
  readonly filename?: string
}

const ENGINE = 'no-engine-per-request'
const CLIENT = 'no-client-per-request'
const PRISMA = `import { PrismaClient } from '@prisma/client'\n`
const PG = `import { Client, Pool } from 'pg'\n`

/** Shapes of public issues, numbered as in the list that the rules were built from; 6 is told below. */
const CASES: readonly Case[] = [
  {
    name: '1: a client built in every API handler',
    rule: ENGINE,
    filename: 'pages/api/posts.ts',
    leaky: `${PRISMA}export default async (req, res) => { const db = new PrismaClient(); res.json(await db.post.findMany()) }`,
    clean: `${PRISMA}const db = new PrismaClient()
export default async (req, res) => { res.json(await db.post.findMany()) }`,
  },
  {
    name: '2: a client that is stored on globalThis and never read back',
    rule: ENGINE,
    leaky: `${PRISMA}export const getDb = () => {
  const db = new PrismaClient()
  if (process.env.NODE_ENV === 'development') globalThis.db = db
  return db
}`,
    clean: `${PRISMA}export const getDb = () => {
  if (globalThis.db) return globalThis.db
  const db = new PrismaClient()
  globalThis.db = db
  return db
}`,
  },
  {
    name: '3: a pool for every query',
    rule: ENGINE,
    leaky: `${PG}export const query = async (text) => { const pool = new Pool({ max: 20 }); return pool.query(text) }`,
    clean: `${PG}const pool = new Pool({ max: 20 })
export const query = async (text) => pool.query(text)`,
  },
  {
    name: '3: a connection in every route',
    rule: ENGINE,
    leaky: `${PG}const router = require('express').Router()
router.get('/:id', async (req, res) => {
  const client = new Client()
  await client.connect()
  res.send(await client.query('select $1', [req.params.id]))
})`,
    clean: `${PG}const router = require('express').Router()
const pool = new Pool()
router.get('/:id', async (req, res) => { res.send(await pool.query('select $1', [req.params.id])) })`,
  },
  {
    name: '4: a local factory that makes a pool in each request',
    rule: ENGINE,
    filename: 'app/api/users/route.ts',
    leaky: `${PG}function createDb() { return new Pool({ connectionString: process.env.URL }) }
export async function GET() { const db = createDb(); return Response.json(await db.query('select 1')) }`,
    clean: `${PG}let made: Pool | undefined
function createDb() { return (made ??= new Pool({ connectionString: process.env.URL })) }
export async function GET() { const db = createDb(); return Response.json(await db.query('select 1')) }`,
  },
  {
    name: '5: a pool for each request that is ended in a finally',
    rule: ENGINE,
    filename: 'app/api/users/route.ts',
    leaky: `${PG}export async function POST(request: Request) {
  const pool = new Pool({ connectionString: process.env.URL })
  try { return Response.json(await pool.query(await request.text())) } finally { await pool.end() }
}`,
    clean: `${PG}const pool = new Pool({ connectionString: process.env.URL })
export async function POST(request: Request) { return Response.json(await pool.query(await request.text())) }`,
  },
  {
    name: '7: postgres() and drizzle built for each request',
    rule: ENGINE,
    leaky: `import { Hono } from 'hono'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
const app = new Hono()
app.get('/', async (c) => { const db = drizzle(postgres(process.env.URL)); return c.json(await db.select()) })`,
    clean: `import { Hono } from 'hono'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
const db = drizzle(postgres(process.env.URL))
const app = new Hono()
app.get('/', async (c) => c.json(await db.select()))`,
  },
  {
    name: '8: an agent for each call, by a default that a factory makes',
    rule: CLIENT,
    leaky: `import { Agent, request } from 'undici'
function defaultAgent() { return new Agent({ connections: 4 }) }
export async function callAgent(url, options) { return request(url, { ...options, dispatcher: defaultAgent() }) }`,
    clean: `import { Agent, request } from 'undici'
const agent = new Agent({ connections: 4 })
export async function callAgent(url, options) { return request(url, { ...options, dispatcher: agent }) }`,
  },
  {
    name: '9: a queue built inside setInterval',
    rule: CLIENT,
    leaky: `import Queue from 'bull'
setInterval(async () => { const queue = new Queue('jobs'); console.log(await queue.count()) }, 1000)`,
    clean: `import Queue from 'bull'
const queue = new Queue('jobs')
setInterval(async () => { console.log(await queue.count()) }, 1000)`,
  },
  {
    name: '9: a queue for each message in a static method',
    rule: CLIENT,
    leaky: `import Queue from 'bull'
export class Producer { static async sendJob(data) { const queue = new Queue('jobs'); await queue.add(data) } }`,
    clean: `import Queue from 'bull'
export class Producer {
  static queue = new Queue('jobs')
  static async sendJob(data) { await Producer.queue.add(data) }
}`,
  },
  {
    name: '10: a client in a loop',
    rule: CLIENT,
    leaky: `import { S3 } from '@aws-sdk/client-s3'
export async function copy(keys) { for (const Key of keys) { const s3 = new S3({}); await s3.getObject({ Key }) } }`,
    clean: `import { S3 } from '@aws-sdk/client-s3'
export async function copy(keys) { const s3 = new S3({}); for (const Key of keys) await s3.getObject({ Key }) }`,
  },
  {
    name: '10: a client inside a Lambda handler',
    rule: CLIENT,
    leaky: `import { S3 } from '@aws-sdk/client-s3'
exports.handler = async (event) => { const s3 = new S3({}); return s3.getObject(event) }`,
    clean: `import { S3 } from '@aws-sdk/client-s3'
const s3 = new S3({})
exports.handler = async (event) => s3.getObject(event)`,
  },
  {
    name: '26: a client made in every send_request',
    rule: CLIENT,
    leaky: `import { Pool } from 'undici'
export async function send_request(path) { const client = new Pool('http://localhost'); return client.request({ path }) }`,
    clean: `import { Pool } from 'undici'
const client = new Pool('http://localhost')
export async function send_request(path) { return client.request({ path }) }`,
  },
  {
    name: '26: an engine made in every turn of a loop',
    rule: ENGINE,
    leaky: `import { DataSource } from 'typeorm'
export async function sync(rows) {
  for (const row of rows) { const engine = await new DataSource({ type: 'postgres' }).initialize(); await engine.query(row) }
}`,
    clean: `import { DataSource } from 'typeorm'
export async function sync(rows) {
  const engine = await new DataSource({ type: 'postgres' }).initialize()
  for (const row of rows) await engine.query(row)
  await engine.destroy()
}`,
  },
  {
    name: '26: a field set to nothing without dispose',
    rule: 'no-overwritten-resource',
    leaky: `import { DataSource } from 'typeorm'
class Store {
  async open() { this.engine = new DataSource({ type: 'postgres' }); await this.engine.initialize() }
  async close() { this.engine = null }
}`,
    clean: `import { DataSource } from 'typeorm'
class Store {
  async open() { this.engine = new DataSource({ type: 'postgres' }); await this.engine.initialize() }
  async close() { await this.engine.destroy(); this.engine = null }
}`,
  },
]

describe.each(CASES)('$name', ({ rule, leaky, clean, filename = 'src/code.js' }) => {
  test('is flagged', () => {
    expect(lintExample(rule, leaky, filename)).toHaveLength(1)
  })

  test('is left alone when it is repaired', () => {
    expect(lintExample(rule, clean, filename)).toEqual([])
  })
})

test('6: one pool for each model is out of sight, since each file shows one that is built once', () => {
  const model = `${PG}const pool = new Pool()
export class Users { list() { return pool.query('select 1') } }`
  expect(lintExample(ENGINE, model, 'src/models/users.js')).toEqual([])
})
