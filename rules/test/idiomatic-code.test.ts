import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, test } from 'vitest'
import plugin from '../src/index.ts'

/** What it shows, the name of its file, and the code: all of it right, none of it to be flagged. */
const SERVERS: readonly Snippet[] = [
  [
    'an Express application with a shared pool and a SIGTERM handler',
    'src/server.js',
    `
import express from 'express'
import pg from 'pg'
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const app = express()
app.use(express.json())
app.get('/users/:id', async (req, res, next) => {
  try {
    const { rows } = await pool.query('select * from users where id = $1', [req.params.id])
    res.json(rows[0])
  } catch (error) {
    next(error)
  }
})
const server = app.listen(process.env.PORT ?? 3000, () => console.log('listening'))
process.on('SIGTERM', () => {
  server.close(() => {
    pool.end().then(() => process.exit(0))
  })
})
`,
  ],
  [
    'a checked-out client released in finally within an Express handler',
    'src/routes/transfer.js',
    `
import { Router } from 'express'
import { pool } from '../db.js'
import pg from 'pg'
const own = new pg.Pool()
export const router = Router()
router.post('/transfer', async (req, res) => {
  const client = await own.connect()
  try {
    await client.query('BEGIN')
    await client.query('update accounts set balance = balance - $1', [req.body.amount])
    await client.query('COMMIT')
    res.sendStatus(204)
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
})
`,
  ],
  [
    'a Fastify application that closes its pool in onClose',
    'src/app.ts',
    `
import Fastify from 'fastify'
import { Pool } from 'pg'
export async function buildApp(opts: object = {}) {
  const app = Fastify(opts)
  const pool = new Pool()
  app.decorate('pg', pool)
  app.addHook('onClose', async () => {
    await pool.end()
  })
  app.get('/', async () => (await pool.query('select 1')).rows)
  return app
}
`,
  ],
  [
    'a Fastify plugin wrapped in fp that owns a Redis client',
    'src/plugins/redis.ts',
    `
import fp from 'fastify-plugin'
import Redis from 'ioredis'
export default fp(async (fastify, options) => {
  const redis = new Redis(options)
  await redis.ping()
  fastify.decorate('redis', redis)
  fastify.addHook('onClose', (instance, done) => {
    redis.quit(() => done())
  })
})
`,
  ],
  [
    'a Fastify server started at the top level with an exit on failure',
    'server.mjs',
    `
import Fastify from 'fastify'
const fastify = Fastify({ logger: true })
fastify.get('/', async () => ({ hello: 'world' }))
const start = async () => {
  try {
    await fastify.listen({ port: 3000 })
  } catch (err) {
    fastify.log.error(err)
    process.exit(1)
  }
}
start()
`,
  ],
  [
    'close-with-grace around a Fastify server',
    'src/main.ts',
    `
import Fastify from 'fastify'
import closeWithGrace from 'close-with-grace'
const server = Fastify()
closeWithGrace({ delay: 500 }, async ({ err }) => {
  if (err) server.log.error(err)
  await server.close()
})
await server.listen({ port: Number(process.env.PORT) })
`,
  ],
  [
    'a Nest bootstrap',
    'src/main.ts',
    `
import { NestFactory } from '@nestjs/core'
import { AppModule } from './app.module'
async function bootstrap() {
  const app = await NestFactory.create(AppModule)
  app.enableShutdownHooks()
  await app.listen(process.env.PORT ?? 3000)
}
bootstrap()
`,
  ],
  [
    'a Nest service that connects and disconnects in its lifecycle hooks',
    'src/prisma.service.ts',
    `
import { Injectable, OnModuleDestroy, OnModuleInit } from '@nestjs/common'
import { PrismaClient } from '@prisma/client'
@Injectable()
export class PrismaService extends PrismaClient implements OnModuleInit, OnModuleDestroy {
  async onModuleInit() {
    await this.$connect()
  }
  async onModuleDestroy() {
    await this.$disconnect()
  }
}
`,
  ],
  [
    'a Nest provider whose factory makes a Redis client',
    'src/redis.module.ts',
    `
import { Global, Module, Inject, OnApplicationShutdown } from '@nestjs/common'
import Redis from 'ioredis'
@Global()
@Module({
  providers: [{ provide: 'REDIS', useFactory: () => new Redis(process.env.REDIS_URL!) }],
  exports: ['REDIS'],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(@Inject('REDIS') private readonly redis: Redis) {}
  async onApplicationShutdown() {
    await this.redis.quit()
  }
}
`,
  ],
  [
    'a Nest service with a Kafka client and its producer',
    'src/kafka.service.ts',
    `
import { Injectable, OnModuleDestroy, OnModuleInit } from '@nestjs/common'
import { Kafka, Producer } from 'kafkajs'
@Injectable()
export class KafkaService implements OnModuleInit, OnModuleDestroy {
  private readonly kafka = new Kafka({ clientId: 'app', brokers: ['localhost:9092'] })
  private readonly producer: Producer = this.kafka.producer()
  async onModuleInit() {
    await this.producer.connect()
  }
  async onModuleDestroy() {
    await this.producer.disconnect()
  }
  send(topic: string, value: string) {
    return this.producer.send({ topic, messages: [{ value }] })
  }
}
`,
  ],
  [
    'the Prisma singleton on globalThis',
    'lib/prisma.ts',
    `
import { PrismaClient } from '@prisma/client'
const globalForPrisma = globalThis as unknown as { prisma?: PrismaClient }
export const prisma = globalForPrisma.prisma ?? new PrismaClient()
if (process.env.NODE_ENV !== 'production') globalForPrisma.prisma = prisma
`,
  ],
  [
    'the Prisma singleton made by a function of its own',
    'lib/prisma.ts',
    `
import { PrismaClient } from '@prisma/client'
const prismaClientSingleton = () => {
  return new PrismaClient()
}
declare const globalThis: {
  prismaGlobal: ReturnType<typeof prismaClientSingleton>
} & typeof global
const prisma = globalThis.prismaGlobal ?? prismaClientSingleton()
export default prisma
if (process.env.NODE_ENV !== 'production') globalThis.prismaGlobal = prisma
`,
  ],
  [
    'a mongoose connection cached on global',
    'lib/mongodb.js',
    `
import mongoose from 'mongoose'
let cached = global.mongoose
if (!cached) cached = global.mongoose = { conn: null, promise: null }
export default async function dbConnect() {
  if (cached.conn) return cached.conn
  if (!cached.promise) {
    cached.promise = mongoose.connect(process.env.MONGODB_URI, { bufferCommands: false }).then((m) => m)
  }
  cached.conn = await cached.promise
  return cached.conn
}
`,
  ],
  [
    'the MongoDB client promise of the Next.js example',
    'lib/mongodb.ts',
    `
import { MongoClient } from 'mongodb'
const uri = process.env.MONGODB_URI!
let client: MongoClient
let clientPromise: Promise<MongoClient>
if (process.env.NODE_ENV === 'development') {
  const globalWithMongo = global as typeof globalThis & { _mongoClientPromise?: Promise<MongoClient> }
  if (!globalWithMongo._mongoClientPromise) {
    client = new MongoClient(uri)
    globalWithMongo._mongoClientPromise = client.connect()
  }
  clientPromise = globalWithMongo._mongoClientPromise
} else {
  client = new MongoClient(uri)
  clientPromise = client.connect()
}
export default clientPromise
`,
  ],
  [
    'a Next.js route handler that uses the shared client',
    'app/api/users/route.ts',
    `
import { NextResponse } from 'next/server'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'
const pool = new Pool()
const db = drizzle(pool)
export async function GET(request: Request) {
  const users = await db.select().from({} as never)
  return NextResponse.json(users)
}
`,
  ],
  [
    'drizzle over postgres.js in a module',
    'src/db/index.ts',
    `
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema'
const client = postgres(process.env.DATABASE_URL!, { max: 10 })
export const db = drizzle(client, { schema })
export type Db = typeof db
`,
  ],
  [
    'a migration script that ends its client',
    'src/db/migrate.ts',
    `
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
const client = postgres(process.env.DATABASE_URL!, { max: 1 })
await migrate(drizzle(client), { migrationsFolder: 'drizzle' })
await client.end()
`,
  ],
  [
    'a Hono application served on Node',
    'src/index.ts',
    `
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
const app = new Hono()
app.get('/', (c) => c.text('ok'))
const server = serve({ fetch: app.fetch, port: 8787 })
process.on('SIGINT', () => {
  server.close()
  process.exit(0)
})
process.on('SIGTERM', () => {
  server.close((err) => {
    if (err) {
      console.error(err)
      process.exit(1)
    }
    process.exit(0)
  })
})
`,
  ],
  [
    'a Worker that connects in each request, as the edge demands',
    'src/worker.ts',
    `
import { Client } from 'pg'
export default {
  async fetch(request: Request, env: { HYPERDRIVE: { connectionString: string } }, ctx: ExecutionContext) {
    const client = new Client({ connectionString: env.HYPERDRIVE.connectionString })
    await client.connect()
    try {
      const result = await client.query('select 1')
      return Response.json(result.rows)
    } finally {
      ctx.waitUntil(client.end())
    }
  },
}
`,
  ],
  [
    'an http server with a WebSocket server on it',
    'src/ws.js',
    `
import http from 'node:http'
import { WebSocketServer } from 'ws'
const server = http.createServer()
const wss = new WebSocketServer({ server })
wss.on('connection', (ws) => {
  ws.isAlive = true
  ws.on('pong', () => {
    ws.isAlive = true
  })
  ws.on('message', (data) => ws.send(data))
})
const interval = setInterval(() => {
  for (const ws of wss.clients) {
    if (!ws.isAlive) ws.terminate()
    else {
      ws.isAlive = false
      ws.ping()
    }
  }
}, 30000)
wss.on('close', () => clearInterval(interval))
server.listen(8080)
`,
  ],
  [
    'a heartbeat for each WebSocket connection',
    'src/heartbeat.js',
    `
import { WebSocketServer } from 'ws'
export function attach(server) {
  const wss = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    wss.handleUpgrade(request, socket, head, (ws) => wss.emit('connection', ws, request))
  })
  wss.on('connection', (ws) => {
    const heartbeat = setInterval(() => ws.ping(), 10_000)
    ws.on('close', () => clearInterval(heartbeat))
  })
  return wss
}
`,
  ],
  [
    'server-sent events with a timer that ends with the request',
    'src/events.js',
    `
import express from 'express'
const app = express()
app.get('/events', (req, res) => {
  res.writeHead(200, { 'Content-Type': 'text/event-stream' })
  const timer = setInterval(() => res.write('data: ping\\n\\n'), 1000)
  req.on('close', () => {
    clearInterval(timer)
    res.end()
  })
})
export { app }
`,
  ],
  [
    'a proxy that pipes sockets into each other',
    'src/proxy.js',
    `
import net from 'node:net'
const server = net.createServer((client) => {
  const upstream = net.connect(5432, 'db')
  client.pipe(upstream)
  upstream.pipe(client)
  client.on('error', () => upstream.destroy())
  upstream.on('error', () => client.destroy())
})
server.listen(6432)
`,
  ],
  [
    'a file that is streamed to the response',
    'src/static.js',
    `
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { pipeline } from 'node:stream/promises'
createServer(async (req, res) => {
  try {
    await pipeline(createReadStream('./index.html'), res)
  } catch (error) {
    res.destroy(error)
  }
}).listen(8080)
`,
  ],
  [
    'socket.io on an http server',
    'src/io.js',
    `
const express = require('express')
const http = require('http')
const { Server } = require('socket.io')
const app = express()
const server = http.createServer(app)
const io = new Server(server, { cors: { origin: '*' } })
io.on('connection', (socket) => {
  const timer = setInterval(() => socket.emit('time', Date.now()), 1000)
  socket.on('disconnect', () => clearInterval(timer))
})
server.listen(3000)
`,
  ],
  [
    'the socket.io Redis adapter with a duplicate',
    'src/adapter.ts',
    `
import { createAdapter } from '@socket.io/redis-adapter'
import { createClient } from 'redis'
import { Server } from 'socket.io'
export async function createIo() {
  const pubClient = createClient({ url: 'redis://localhost:6379' })
  const subClient = pubClient.duplicate()
  await Promise.all([pubClient.connect(), subClient.connect()])
  return new Server({ adapter: createAdapter(pubClient, subClient) })
}
`,
  ],
  [
    'Apollo with a drained http server',
    'src/graphql.ts',
    `
import { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@apollo/server/express4'
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer'
import express from 'express'
import http from 'http'
const app = express()
const httpServer = http.createServer(app)
const server = new ApolloServer({
  typeDefs: '',
  resolvers: {},
  plugins: [ApolloServerPluginDrainHttpServer({ httpServer })],
})
await server.start()
app.use('/', express.json(), expressMiddleware(server, { context: async ({ req }) => ({ token: req.headers.token }) }))
await new Promise<void>((resolve) => httpServer.listen({ port: 4000 }, resolve))
`,
  ],
  [
    'a gRPC server with a graceful shutdown',
    'src/grpc.ts',
    `
import * as grpc from '@grpc/grpc-js'
function main() {
  const server = new grpc.Server()
  server.addService({} as never, { ping: (call: unknown, callback: (e: null, r: object) => void) => callback(null, {}) })
  server.bindAsync('0.0.0.0:50051', grpc.ServerCredentials.createInsecure(), () => {
    console.log('up')
  })
  process.on('SIGTERM', () => server.tryShutdown(() => process.exit(0)))
}
main()
`,
  ],
  [
    'a cluster that forks a worker for each processor',
    'src/cluster.js',
    `
import cluster from 'node:cluster'
import { createServer } from 'node:http'
import { availableParallelism } from 'node:os'
if (cluster.isPrimary) {
  for (let i = 0; i < availableParallelism(); i++) cluster.fork()
  cluster.on('exit', () => cluster.fork())
} else {
  createServer((req, res) => res.end('ok')).listen(8000)
}
`,
  ],
  [
    'a server that closes idle connections and waits, with a deadline',
    'src/shutdown.ts',
    `
import type { Server } from 'node:http'
export function shutdown(server: Server) {
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => server.closeAllConnections(), 5000)
    server.close((error) => {
      clearTimeout(timer)
      if (error) reject(error)
      else resolve()
    })
    server.closeIdleConnections()
  })
}
`,
  ],
]

const TESTS: readonly Snippet[] = [
  [
    'a Vitest suite with a pool and a server',
    'test/api.test.ts',
    `
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
let server: Server
let url: string
beforeAll(async () => {
  server = createServer((req, res) => res.end('ok'))
  await new Promise<void>((resolve) => server.listen(0, resolve))
  url = 'http://127.0.0.1:' + (server.address() as AddressInfo).port
})
afterAll(() => new Promise<void>((resolve, reject) => server.close((e) => (e ? reject(e) : resolve()))))
it('answers', async () => {
  expect((await fetch(url)).status).toBe(200)
})
`,
  ],
  [
    'a Jest suite that closes with done',
    'test/api.test.js',
    `
const http = require('http')
let server
beforeAll((done) => {
  server = http.createServer((req, res) => res.end('ok')).listen(0, done)
})
afterAll((done) => {
  server.close(done)
})
test('answers', async () => {
  expect(server.listening).toBe(true)
})
`,
  ],
  [
    'a Mocha suite with function callbacks',
    'test/api.spec.js',
    `
const assert = require('assert')
const { Client } = require('pg')
describe('users', function () {
  this.timeout(5000)
  let client
  before(async function () {
    client = new Client()
    await client.connect()
  })
  after(async function () {
    await client.end()
  })
  it('reads', async function () {
    assert.equal((await client.query('select 1')).rowCount, 1)
  })
})
`,
  ],
  [
    'a Mocha suite that keeps the server on this',
    'test/server.spec.js',
    `
const http = require('http')
describe('server', function () {
  beforeEach(function (done) {
    this.server = http.createServer().listen(0, done)
  })
  afterEach(function (done) {
    this.server.close(done)
  })
  it('listens', function () {
    if (!this.server.listening) throw new Error('not listening')
  })
})
`,
  ],
  [
    'node:test with t.after',
    'test/server.test.mjs',
    `
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
test('answers', async (t) => {
  const server = createServer((req, res) => res.end('ok')).listen(0)
  t.after(() => server.close())
  await once(server, 'listening')
  const res = await fetch('http://localhost:' + server.address().port)
  assert.equal(res.status, 200)
})
`,
  ],
  [
    'tap with t.teardown',
    'test/close.js',
    `
const t = require('tap')
const Fastify = require('fastify')
t.test('closes', async (t) => {
  const fastify = Fastify()
  t.teardown(() => fastify.close())
  await fastify.listen({ port: 0 })
  t.ok(fastify.server.listening)
})
`,
  ],
  [
    'inject() of Fastify, which opens no port',
    'test/inject.test.ts',
    `
import { expect, test } from 'vitest'
import Fastify from 'fastify'
test('answers', async () => {
  const app = Fastify()
  app.get('/', async () => 'ok')
  const response = await app.inject({ url: '/' })
  expect(response.statusCode).toBe(200)
})
`,
  ],
  [
    'supertest on an Express application',
    'test/app.test.js',
    `
const request = require('supertest')
const express = require('express')
describe('GET /', () => {
  const app = express()
  app.get('/', (req, res) => res.send('ok'))
  it('answers', async () => {
    await request(app).get('/').expect(200)
  })
})
`,
  ],
  [
    'a Nest end-to-end test',
    'test/app.e2e-spec.ts',
    `
import { Test, TestingModule } from '@nestjs/testing'
import { INestApplication } from '@nestjs/common'
import * as request from 'supertest'
import { AppModule } from './../src/app.module'
describe('AppController (e2e)', () => {
  let app: INestApplication
  beforeEach(async () => {
    const moduleFixture: TestingModule = await Test.createTestingModule({ imports: [AppModule] }).compile()
    app = moduleFixture.createNestApplication()
    await app.init()
  })
  afterEach(async () => {
    await app.close()
  })
  it('/ (GET)', () => request(app.getHttpServer()).get('/').expect(200))
})
`,
  ],
  [
    'a Nest unit test that compiles a module of classes',
    'src/app.controller.spec.ts',
    `
import { Test, TestingModule } from '@nestjs/testing'
import { AppController } from './app.controller'
describe('AppController', () => {
  let controller: AppController
  beforeEach(async () => {
    const app: TestingModule = await Test.createTestingModule({ controllers: [AppController] }).compile()
    controller = app.get<AppController>(AppController)
  })
  it('greets', () => {
    expect(controller.hello()).toBe('Hello')
  })
})
`,
  ],
  [
    'a Playwright worker fixture',
    'test/fixtures.ts',
    `
import { test as base } from '@playwright/test'
import { Pool } from 'pg'
export const test = base.extend<object, { pool: Pool }>({
  pool: [
    async ({}, use) => {
      const pool = new Pool()
      await pool.query('select 1')
      await use(pool)
      await pool.end()
    },
    { scope: 'worker' },
  ],
})
`,
  ],
  [
    'a Playwright test with a context of its own',
    'test/login.spec.ts',
    `
import { expect, test } from '@playwright/test'
test('signs in', async ({ browser }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto('/login')
  await expect(page).toHaveTitle(/Login/)
  await context.close()
})
`,
  ],
  [
    'a Playwright global setup that saves the state',
    'global-setup.ts',
    `
import { chromium, type FullConfig } from '@playwright/test'
export default async function globalSetup(config: FullConfig) {
  const browser = await chromium.launch()
  const page = await browser.newPage()
  await page.goto(config.projects[0]!.use.baseURL!)
  await page.context().storageState({ path: 'state.json' })
  await browser.close()
}
`,
  ],
  [
    'testcontainers in a Vitest global setup',
    'test/global-setup.ts',
    `
import { PostgreSqlContainer, type StartedPostgreSqlContainer } from '@testcontainers/postgresql'
import type { TestProject } from 'vitest/node'
let container: StartedPostgreSqlContainer
export async function setup(project: TestProject) {
  container = await new PostgreSqlContainer('postgres:17').start()
  project.provide('url', container.getConnectionUri())
}
export async function teardown() {
  await container.stop()
}
`,
  ],
  [
    'testcontainers in a Vitest global setup that returns its teardown',
    'vitest.global-setup.ts',
    `
import { GenericContainer } from 'testcontainers'
export default async function () {
  const container = await new GenericContainer('redis').withExposedPorts(6379).start()
  process.env.REDIS_URL = 'redis://localhost:' + container.getMappedPort(6379)
  return async () => {
    await container.stop()
  }
}
`,
  ],
  [
    'testcontainers in a Jest global setup, kept on globalThis for the global teardown',
    'jest.global-setup.ts',
    `
import { PostgreSqlContainer } from '@testcontainers/postgresql'
export default async () => {
  const container = await new PostgreSqlContainer('postgres:17').start()
  process.env.DATABASE_URL = container.getConnectionUri()
  ;(globalThis as any).__POSTGRES__ = container
}
`,
  ],
  [
    'mongodb-memory-server with mongoose',
    'test/db.test.ts',
    `
import mongoose from 'mongoose'
import { MongoMemoryServer } from 'mongodb-memory-server'
let mongod: MongoMemoryServer
beforeAll(async () => {
  mongod = await MongoMemoryServer.create()
  await mongoose.connect(mongod.getUri())
})
afterEach(async () => {
  await mongoose.connection.dropDatabase()
})
afterAll(async () => {
  await mongoose.disconnect()
  await mongod.stop()
})
it('is connected', () => {
  expect(mongoose.connection.readyState).toBe(1)
})
`,
  ],
  [
    'await using in a test',
    'test/using.test.ts',
    `
import { expect, test } from 'vitest'
import { open } from 'node:fs/promises'
test('reads', async () => {
  await using handle = await open('package.json')
  expect(await handle.readFile('utf8')).toContain('{')
})
`,
  ],
  [
    'a helper of tests that is disposable',
    'test/helpers/server.ts',
    `
import { createServer } from 'node:http'
export async function startServer() {
  const server = createServer((req, res) => res.end('ok'))
  await new Promise<void>((resolve) => server.listen(0, resolve))
  return {
    url: 'http://localhost',
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
`,
  ],
  [
    'a helper of tests that returns a close function',
    'test/helpers/pool.ts',
    `
import { Pool } from 'pg'
export function createTestPool() {
  const pool = new Pool({ database: 'test' })
  const query = (sql: string) => pool.query(sql)
  const close = () => pool.end()
  return { query, close }
}
`,
  ],
  [
    'a list of clean-ups that afterEach runs',
    'test/cleanups.test.ts',
    `
import { afterEach, expect, test } from 'vitest'
import { createServer } from 'node:net'
const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((cleanup) => cleanup()))
})
function listen() {
  const server = createServer().listen(0)
  cleanups.push(() => new Promise((resolve) => server.close(resolve)))
  return server
}
test('listens', () => {
  expect(listen().listening).toBe(true)
})
`,
  ],
  [
    'a list of servers that afterEach closes',
    'test/servers.test.js',
    `
const { createServer } = require('node:http')
const servers = []
afterEach(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve))
  servers.length = 0
})
it('listens', () => {
  const server = createServer()
  servers.push(server)
  server.listen(0)
  expect(server.listening).toBe(true)
})
`,
  ],
  [
    'a test that expects a constructor to throw',
    'test/throws.test.ts',
    `
import { expect, it } from 'vitest'
import { Worker } from 'node:worker_threads'
it('refuses a missing file', () => {
  expect(() => new Worker('./missing.js', { execArgv: ['--nope'] })).toThrow()
})
`,
  ],
  [
    'a child process that a test runs to its end',
    'test/cli.test.ts',
    `
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
test('prints its version', async () => {
  const child = spawn(process.execPath, ['cli.js', '--version'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  const [code] = await once(child, 'close')
  expect(code).toBe(0)
  expect(output).toMatch(/^v/)
})
`,
  ],
  [
    'a temporary server within a helper that takes the work',
    'test/with-server.test.ts',
    `
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
async function withServer(work: (port: number) => Promise<void>) {
  const server = createServer().listen(0)
  try {
    await work((server.address() as { port: number }).port)
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
}
test('has a port', () => withServer(async (port) => expect(port).toBeGreaterThan(0)))
`,
  ],
  [
    'fake timers around an interval that is cleared',
    'test/poll.test.ts',
    `
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})
test('ticks', () => {
  const tick = vi.fn()
  const timer = setInterval(tick, 1000)
  vi.advanceTimersByTime(3000)
  clearInterval(timer)
  expect(tick).toHaveBeenCalledTimes(3)
})
`,
  ],
  [
    'msw in a setup file',
    'vitest.setup.ts',
    `
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll } from 'vitest'
const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())
`,
  ],
  [
    'a fixture of Vitest with a scope of its file',
    'test/fixture.test.ts',
    `
import { test as base } from 'vitest'
import { createClient } from 'redis'
export const test = base.extend<{ redis: ReturnType<typeof createClient> }>({
  redis: async ({}, use) => {
    const redis = createClient()
    await redis.connect()
    await use(redis)
    await redis.flushDb()
    await redis.quit()
  },
})
`,
  ],
  [
    'undici MockAgent in a suite',
    'test/mock.test.ts',
    `
import { getGlobalDispatcher, MockAgent, setGlobalDispatcher, type Dispatcher } from 'undici'
import { afterEach, beforeEach, expect, it } from 'vitest'
let agent: MockAgent
let original: Dispatcher
beforeEach(() => {
  original = getGlobalDispatcher()
  agent = new MockAgent()
  agent.disableNetConnect()
  setGlobalDispatcher(agent)
})
afterEach(async () => {
  await agent.close()
  setGlobalDispatcher(original)
})
it('mocks', () => expect(agent).toBeDefined())
`,
  ],
  [
    'TypeORM in a suite',
    'test/orm.test.ts',
    `
import { DataSource } from 'typeorm'
describe('orm', () => {
  let dataSource: DataSource
  beforeAll(async () => {
    dataSource = new DataSource({ type: 'postgres' })
    await dataSource.initialize()
  })
  afterAll(async () => {
    if (dataSource?.isInitialized) await dataSource.destroy()
  })
  it('works', () => expect(dataSource.isInitialized).toBe(true))
})
`,
  ],
  [
    'beforeEach that returns its teardown',
    'test/returned.test.ts',
    `
import { beforeEach, expect, test } from 'vitest'
import Database from 'better-sqlite3'
let db: Database.Database
beforeEach(() => {
  db = new Database(':memory:')
  return () => {
    db.close()
  }
})
test('opens', () => expect(db.open).toBe(true))
`,
  ],
  [
    'a suite for each driver',
    'test/matrix.test.ts',
    `
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import knex, { type Knex } from 'knex'
describe.each(['pg', 'mysql2'])('%s', (client) => {
  let db: Knex
  beforeAll(() => {
    db = knex({ client })
  })
  afterAll(async () => {
    await db.destroy()
  })
  test('selects', async () => {
    expect(await db.raw('select 1')).toBeTruthy()
  })
})
`,
  ],
  [
    'a websocket client that is closed and awaited',
    'test/ws.test.ts',
    `
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
let wss: WebSocketServer
beforeEach(async () => {
  wss = new WebSocketServer({ port: 0 })
  await once(wss, 'listening')
})
afterEach(async () => {
  for (const client of wss.clients) client.terminate()
  await new Promise((resolve) => wss.close(resolve))
})
test('echoes', async () => {
  const ws = new WebSocket('ws://localhost:' + (wss.address() as { port: number }).port)
  await once(ws, 'open')
  ws.close()
  await once(ws, 'close')
  expect(ws.readyState).toBe(WebSocket.CLOSED)
})
`,
  ],
  [
    'a process that afterEach kills and waits for',
    'test/process.test.ts',
    `
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
let child: ChildProcess
beforeEach(async () => {
  child = fork('./server.js', { silent: true })
  await once(child, 'message')
})
afterEach(async () => {
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
})
test('is alive', () => expect(child.pid).toBeGreaterThan(0))
`,
  ],
  [
    'an abort controller whose task is awaited',
    'test/task.test.ts',
    `
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
async function poll(signal: AbortSignal) {
  while (!signal.aborted) await sleep(10, undefined, { signal }).catch(() => {})
}
test('stops', async () => {
  const controller = new AbortController()
  const task = poll(controller.signal)
  controller.abort()
  await expect(task).resolves.toBeUndefined()
})
`,
  ],
  [
    'a client of a module that is mocked',
    'test/cache.test.ts',
    `
import { Redis } from 'ioredis'
import { beforeEach, describe, expect, it, vi } from 'vitest'
vi.mock('ioredis')
describe('cache', () => {
  let redis: Redis
  beforeEach(() => {
    redis = new Redis()
  })
  it('asks', () => expect(redis.get).not.toHaveBeenCalled())
})
`,
  ],
  [
    'a process that tells its end to done',
    'test/ready.test.ts',
    `
import { type ChildProcess, spawn } from 'node:child_process'
let child: ChildProcess
beforeAll((done) => {
  child = spawn('node', ['server.js'])
  child.stdout!.on('data', (data) => {
    if (String(data).includes('ready')) done()
  })
})
afterAll((done) => {
  child.on('exit', () => done())
  child.kill()
})
it('lives', () => expect(child.pid).toBeDefined())
`,
  ],
  [
    'a server that its own handler closes',
    'test/once.test.mjs',
    `
import http from 'node:http'
import { test } from 'node:test'
test('answers once', (t, done) => {
  const server = http.createServer((req, res) => {
    res.end()
    server.close(done)
  })
  server.listen(0, () => http.get({ port: server.address().port }))
})
`,
  ],
  [
    'a teardown that the setup puts together',
    'test/network.test.ts',
    `
import { GenericContainer, Network } from 'testcontainers'
import { afterAll, beforeAll, test } from 'vitest'
let stop: () => Promise<void>
beforeAll(async () => {
  const network = await new Network().start()
  const container = await new GenericContainer('redis').withNetwork(network).start()
  stop = async () => {
    await container.stop()
    await network.stop()
  }
})
afterAll(async () => {
  await stop()
})
test('starts', () => {})
`,
  ],
  [
    'clients made and connected at module level, and ended by a hook',
    'test/kafka.test.ts',
    `
import { Kafka } from 'kafkajs'
const kafka = new Kafka({ brokers: [] })
const producer = kafka.producer()
const consumer = kafka.consumer({ groupId: 'a' })
beforeAll(async () => {
  await Promise.all([producer.connect(), consumer.connect()])
})
afterAll(async () => {
  await Promise.all([producer.disconnect(), consumer.disconnect()])
})
it('connects', () => {})
`,
  ],
]

const LIBRARIES: readonly Snippet[] = [
  [
    'a class that wraps a client and closes it',
    'src/store.ts',
    `
import Redis from 'ioredis'
export class Store {
  readonly #redis: Redis
  constructor(url: string) {
    this.#redis = new Redis(url)
  }
  get(key: string) {
    return this.#redis.get(key)
  }
  async close() {
    await this.#redis.quit()
  }
}
`,
  ],
  [
    'a class that is given its client',
    'src/repository.ts',
    `
import type { Pool } from 'pg'
export class Repository {
  constructor(private readonly pool: Pool) {}
  async all() {
    const client = await this.pool.connect()
    try {
      return (await client.query('select 1')).rows
    } finally {
      client.release()
    }
  }
}
`,
  ],
  [
    'a class with AsyncDisposable and a stack',
    'src/service.ts',
    `
import { createServer, type Server } from 'node:http'
import { Pool } from 'pg'
export class Service implements AsyncDisposable {
  #stack = new AsyncDisposableStack()
  #pool = this.#stack.adopt(new Pool(), (pool) => pool.end())
  query(sql: string) {
    return this.#pool.query(sql)
  }
  async [Symbol.asyncDispose]() {
    await this.#stack.disposeAsync()
  }
}
`,
  ],
  [
    'a factory over a DisposableStack that moves on success',
    'src/open.ts',
    `
import { createServer } from 'node:net'
import { once } from 'node:events'
export async function open() {
  await using stack = new AsyncDisposableStack()
  const server = stack.use(createServer())
  server.listen(0)
  await once(server, 'listening')
  const owned = stack.move()
  return { server, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
`,
  ],
  [
    'an axios instance of the module',
    'src/api.ts',
    `
import axios from 'axios'
import { Agent } from 'node:https'
const api = axios.create({ baseURL: '/api', httpsAgent: new Agent({ keepAlive: true }) })
api.interceptors.request.use((config) => config)
export const getUser = async (id: string) => (await api.get('/users/' + id)).data
export default api
`,
  ],
  [
    'a got instance that is extended',
    'src/client.js',
    `
import got from 'got'
const client = got.extend({ prefixUrl: 'https://example.com', retry: { limit: 2 } })
export async function fetchOrders() {
  return client.get('orders').json()
}
`,
  ],
  [
    'a ky instance in a hook of React',
    'src/use-api.tsx',
    `
import ky from 'ky'
import { useMemo } from 'react'
export function useApi(token: string) {
  return useMemo(() => ky.create({ headers: { authorization: token } }), [token])
}
`,
  ],
  [
    'a React effect that clears its interval',
    'src/clock.jsx',
    `
import { useEffect, useState } from 'react'
export function Clock() {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000)
    return () => clearInterval(timer)
  }, [])
  return <time>{now.toISOString()}</time>
}
`,
  ],
  [
    'a React effect that closes its socket and its listener',
    'src/chat.tsx',
    `
import { useEffect, useRef } from 'react'
import { io, type Socket } from 'socket.io-client'
export function Chat({ room }: { room: string }) {
  const socketRef = useRef<Socket | null>(null)
  useEffect(() => {
    const socket = io({ query: { room } })
    socketRef.current = socket
    const onResize = () => socket.emit('resize')
    window.addEventListener('resize', onResize)
    return () => {
      window.removeEventListener('resize', onResize)
      socket.disconnect()
    }
  }, [room])
  return <div />
}
`,
  ],
  [
    'a React ref that holds an interval',
    'src/use-interval.ts',
    `
import { useCallback, useEffect, useRef } from 'react'
export function useInterval(tick: () => void, ms: number) {
  const timer = useRef<ReturnType<typeof setInterval> | null>(null)
  const stop = useCallback(() => {
    if (timer.current !== null) clearInterval(timer.current)
    timer.current = null
  }, [])
  useEffect(() => {
    timer.current = setInterval(tick, ms)
    return stop
  }, [tick, ms, stop])
  return stop
}
`,
  ],
  [
    'a React effect with an aborted fetch',
    'src/user.tsx',
    `
import { useEffect, useState } from 'react'
export function User({ id }: { id: string }) {
  const [user, setUser] = useState<{ name: string } | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    fetch('/users/' + id, { signal: controller.signal })
      .then((response) => response.json())
      .then(setUser, () => {})
    return () => controller.abort()
  }, [id])
  return <p>{user?.name}</p>
}
`,
  ],
  [
    'a Lambda handler with clients outside of it',
    'src/handler.ts',
    `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}))
let s3: S3Client | undefined
export const handler = async (event: { id: string }) => {
  s3 ??= new S3Client({})
  return documents.send(new GetCommand({ TableName: 't', Key: { id: event.id } }))
}
`,
  ],
  [
    'a client made when it is first needed',
    'src/lazy.js',
    `
const { MongoClient } = require('mongodb')
let client
async function getDb() {
  if (!client) {
    client = new MongoClient(process.env.MONGO_URL)
    await client.connect()
  }
  return client.db('app')
}
async function close() {
  if (client) await client.close()
  client = undefined
}
module.exports = { getDb, close }
`,
  ],
  [
    'a client for each tenant, kept in a Map',
    'src/tenants.ts',
    `
import { Pool } from 'pg'
const pools = new Map<string, Pool>()
export function poolFor(tenant: string): Pool {
  let pool = pools.get(tenant)
  if (!pool) {
    pool = new Pool({ database: tenant })
    pool.on('error', (error) => console.error(tenant, error))
    pools.set(tenant, pool)
  }
  return pool
}
export const closeAll = () => Promise.all([...pools.values()].map((pool) => pool.end()))
`,
  ],
  [
    'a singleton with getInstance',
    'src/database.ts',
    `
import { createPool, type Pool } from 'mysql2/promise'
export class Database {
  private static instance: Database | undefined
  private readonly pool: Pool = createPool({ host: 'localhost' })
  private constructor() {}
  static getInstance() {
    Database.instance ??= new Database()
    return Database.instance
  }
  query(sql: string) {
    return this.pool.query(sql)
  }
}
`,
  ],
  [
    'a transaction helper over a pool',
    'src/transaction.js',
    `
const { pool } = require('./pool')
const mysql = require('mysql2/promise')
const own = mysql.createPool({})
exports.transaction = async function (work) {
  const connection = await own.getConnection()
  try {
    await connection.beginTransaction()
    const result = await work(connection)
    await connection.commit()
    return result
  } catch (error) {
    await connection.rollback()
    throw error
  } finally {
    connection.release()
  }
}
`,
  ],
  [
    'a worker pool that terminates its threads',
    'src/pool.ts',
    `
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
export class WorkerPool {
  readonly #workers: Worker[] = []
  constructor(file: string, size = availableParallelism()) {
    for (let i = 0; i < size; i++) this.#add(file)
  }
  #add(file: string) {
    const worker = new Worker(file)
    worker.on('error', () => {
      this.#workers.splice(this.#workers.indexOf(worker), 1)
      this.#add(file)
    })
    this.#workers.push(worker)
  }
  async close() {
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }
}
`,
  ],
  [
    'a worker for one task, as a promise',
    'src/run-worker.ts',
    `
import { Worker } from 'node:worker_threads'
export function runWorker<T>(file: string, workerData: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error('exit ' + code))
    })
  })
}
`,
  ],
  [
    'a child process as a promise',
    'src/exec.js',
    `
const { spawn } = require('child_process')
module.exports = function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(command + ' failed'))))
  })
}
`,
  ],
  [
    'processes piped into each other',
    'src/pipe.mjs',
    `
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
export async function dump(database, file) {
  const pgDump = spawn('pg_dump', [database])
  const gzip = spawn('gzip', ['-c'])
  pgDump.stdout.pipe(gzip.stdin)
  await pipeline(gzip.stdout, createWriteStream(file))
}
`,
  ],
  [
    'a stream that is piped and awaited',
    'src/download.ts',
    `
import { createWriteStream } from 'node:fs'
import { get } from 'node:https'
export const download = (url: string, path: string) =>
  new Promise<void>((resolve, reject) => {
    const file = createWriteStream(path)
    get(url, (response) => {
      response.pipe(file)
      file.on('finish', () => {
        file.close()
        resolve()
      })
    }).on('error', (error) => {
      file.close()
      reject(error)
    })
  })
`,
  ],
  [
    'reading a file by lines',
    'src/lines.ts',
    `
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
export async function countLines(file: string) {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })
  let count = 0
  for await (const _ of lines) count++
  return count
}
`,
  ],
  [
    'a question on the terminal',
    'bin/ask.mjs',
    `
#!/usr/bin/env node
import { createInterface } from 'node:readline/promises'
import { stdin, stdout } from 'node:process'
const rl = createInterface({ input: stdin, output: stdout })
try {
  const name = await rl.question('Name? ')
  console.log('Hello', name)
} finally {
  rl.close()
}
`.trimStart(),
  ],
  [
    'a descriptor that is closed in finally',
    'src/head.ts',
    `
import { closeSync, openSync, readSync } from 'node:fs'
export function head(path: string, size = 16) {
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(size)
    readSync(fd, buffer, 0, size, 0)
    return buffer
  } finally {
    closeSync(fd)
  }
}
`,
  ],
  [
    'file handles over promises, closed with optional chaining',
    'src/copy.ts',
    `
import { open, type FileHandle } from 'node:fs/promises'
export async function copyHead(from: string, to: string) {
  let source: FileHandle | undefined
  let target: FileHandle | undefined
  try {
    source = await open(from)
    target = await open(to, 'w')
    await target.write((await source.read()).buffer)
  } finally {
    await source?.close()
    await target?.close()
  }
}
`,
  ],
  [
    'a descriptor that a detached process inherits',
    'src/daemon.js',
    `
import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
export function startDaemon() {
  const log = openSync('./daemon.log', 'a')
  const child = spawn(process.execPath, ['daemon.js'], { detached: true, stdio: ['ignore', log, log] })
  child.unref()
  return child.pid
}
`,
  ],
  [
    'an async generator that closes what it reads',
    'src/rows.ts',
    `
import { open } from 'node:fs/promises'
export async function* rows(path: string) {
  const handle = await open(path)
  try {
    for await (const line of handle.readLines()) yield line.split(',')
  } finally {
    await handle.close()
  }
}
`,
  ],
  [
    'waiting until something is there, by an interval',
    'src/wait-for.ts',
    `
export function waitFor(isReady: () => boolean, timeoutMs = 5000) {
  return new Promise<void>((resolve, reject) => {
    const deadline = setTimeout(() => {
      clearInterval(timer)
      reject(new Error('timeout'))
    }, timeoutMs)
    const timer = setInterval(() => {
      if (!isReady()) return
      clearInterval(timer)
      clearTimeout(deadline)
      resolve()
    }, 10)
  })
}
`,
  ],
  [
    'a class with start and stop over an interval',
    'src/poller.ts',
    `
export class Poller {
  private timer?: NodeJS.Timeout
  constructor(private readonly poll: () => void) {}
  start() {
    if (this.timer) return
    this.timer = setInterval(this.poll, 1000)
    this.timer.unref?.()
  }
  stop() {
    clearInterval(this.timer)
    this.timer = undefined
  }
}
`,
  ],
  [
    'an emitter that forwards to its socket',
    'src/connection.js',
    `
import { EventEmitter } from 'node:events'
import net from 'node:net'
export class Connection extends EventEmitter {
  constructor(options) {
    super()
    this.socket = net.createConnection(options)
    this.socket.on('data', (data) => this.emit('data', data))
    this.socket.on('close', () => this.emit('close'))
  }
  end() {
    this.socket.end()
  }
}
`,
  ],
  [
    'reconnecting after the connection is lost',
    'src/reconnect.js',
    `
const amqp = require('amqplib')
let channel
async function connect() {
  try {
    const connection = await amqp.connect(process.env.AMQP_URL)
    connection.on('close', () => setTimeout(connect, 1000))
    channel = await connection.createChannel()
  } catch (error) {
    setTimeout(connect, 1000)
  }
}
connect()
exports.publish = (queue, message) => channel.sendToQueue(queue, Buffer.from(message))
`,
  ],
  [
    'a BullMQ queue and its worker in modules',
    'src/queue.ts',
    `
import { Queue, Worker } from 'bullmq'
import IORedis from 'ioredis'
const connection = new IORedis({ maxRetriesPerRequest: null })
export const emails = new Queue('emails', { connection })
const worker = new Worker('emails', async (job) => console.log(job.data), { connection })
process.on('SIGTERM', async () => {
  await worker.close()
  await emails.close()
  await connection.quit()
})
`,
  ],
  [
    'a command of a CLI with its own pool',
    'src/commands/seed.ts',
    `
import { Command } from 'commander'
import { Pool } from 'pg'
export const seed = new Command('seed').action(async () => {
  const pool = new Pool()
  try {
    await pool.query('insert into users default values')
  } finally {
    await pool.end()
  }
})
`,
  ],
  [
    'a seed script of Prisma',
    'prisma/seed.ts',
    `
import { PrismaClient } from '@prisma/client'
const prisma = new PrismaClient()
async function main() {
  await prisma.user.create({ data: {} })
}
main()
  .then(async () => {
    await prisma.$disconnect()
  })
  .catch(async (e) => {
    console.error(e)
    await prisma.$disconnect()
    process.exit(1)
  })
`,
  ],
  [
    'a screenshot with puppeteer',
    'src/screenshot.ts',
    `
import puppeteer from 'puppeteer'
export async function screenshot(url: string) {
  const browser = await puppeteer.launch({ headless: true })
  try {
    const page = await browser.newPage()
    await page.goto(url)
    return await page.screenshot()
  } finally {
    await browser.close()
  }
}
`,
  ],
  [
    'a Vite plugin with a watcher',
    'src/plugin.ts',
    `
import chokidar from 'chokidar'
import type { Plugin } from 'vite'
export default function reload(): Plugin {
  return {
    name: 'reload',
    configureServer(server) {
      const watcher = chokidar.watch('content')
      watcher.on('change', () => server.ws.send({ type: 'full-reload' }))
      server.httpServer?.on('close', () => watcher.close())
    },
  }
}
`,
  ],
  [
    'a pool that a provider of dependencies disposes of',
    'src/container.ts',
    `
import { asFunction, createContainer } from 'awilix'
import { Pool } from 'pg'
export const container = createContainer()
container.register({
  pool: asFunction(() => new Pool()).singleton().disposer((pool: Pool) => pool.end()),
})
`,
  ],
  [
    'an undici Agent as the global dispatcher',
    'src/instrument.ts',
    `
import { Agent, setGlobalDispatcher } from 'undici'
export function installDispatcher() {
  setGlobalDispatcher(new Agent({ connect: { timeout: 5000 } }))
}
`,
  ],
  [
    'a mail transport shared by a service',
    'src/mailer.js',
    `
const nodemailer = require('nodemailer')
class Mailer {
  constructor(options) {
    this.transport = nodemailer.createTransport(options)
  }
  send(message) {
    return this.transport.sendMail(message)
  }
  close() {
    this.transport.close()
  }
}
module.exports = { Mailer }
`,
  ],
  [
    'a subscriber for each WebSocket, which ends with it',
    'src/subscribe.ts',
    `
import Redis from 'ioredis'
import type { WebSocketServer } from 'ws'
export function bridge(wss: WebSocketServer) {
  wss.on('connection', async (ws) => {
    const subscriber = new Redis()
    ws.on('close', () => subscriber.disconnect())
    subscriber.on('message', (_, message) => ws.send(message))
    await subscriber.subscribe('news')
  })
}
`,
  ],
  [
    'Promise.allSettled of closes in a shutdown',
    'src/stop.ts',
    `
import { createServer } from 'node:http'
import { Pool } from 'pg'
import Redis from 'ioredis'
export async function start() {
  const pool = new Pool()
  const redis = new Redis()
  const server = createServer(async (req, res) => {
    await pool.query('select 1')
    res.end(String(await redis.incr('hits')))
  })
  server.listen(8080)
  return async function stop() {
    await new Promise((resolve) => server.close(resolve))
    await Promise.allSettled([pool.end(), redis.quit()])
  }
}
`,
  ],
  [
    'a port that is asked for whether it is free',
    'src/free-port.ts',
    `
import { createServer } from 'node:net'
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.unref()
    server.on('error', reject)
    server.listen(0, () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
`,
  ],
  [
    'a connection that is tried until it works',
    'src/wait-for-port.ts',
    `
import { connect } from 'node:net'
export const isPortOpen = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port)
    socket.once('connect', () => {
      socket.end()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
`,
  ],
  [
    'a lock on a connection that is taken out',
    'src/lock.ts',
    `
import { Client } from 'pg'
export async function withLock<T>(key: number, work: () => Promise<T>): Promise<T> {
  const client = new Client()
  try {
    await client.connect()
    await client.query('select pg_advisory_lock($1)', [key])
    return await work()
  } finally {
    await client.end().catch(() => {})
  }
}
`,
  ],
  [
    'a scheduler that is exported with its stop',
    'src/scheduler.ts',
    `
export function every(ms: number, work: () => void) {
  const timer = setInterval(work, ms)
  return () => clearInterval(timer)
}
export function everySecond(work: () => void) {
  const timer = setInterval(work, 1000)
  return { stop: () => clearInterval(timer) }
}
`,
  ],
  [
    'an observable that stops its interval',
    'src/observable.ts',
    `
import { Observable } from 'rxjs'
import { watch } from 'node:fs'
export const ticks = new Observable<number>((subscriber) => {
  const timer = setInterval(() => subscriber.next(Date.now()), 1000)
  return () => clearInterval(timer)
})
export const changes = (path: string) =>
  new Observable<string>((subscriber) => {
    const watcher = watch(path, (event) => subscriber.next(event))
    return () => watcher.close()
  })
`,
  ],
  [
    'a ReadableStream whose cancel stops the timer',
    'src/stream.ts',
    `
export function heartbeat() {
  let timer: ReturnType<typeof setInterval>
  return new ReadableStream<string>({
    start(controller) {
      timer = setInterval(() => controller.enqueue('.'), 1000)
    },
    cancel() {
      clearInterval(timer)
    },
  })
}
`,
  ],
  [
    'a Next.js route that streams with a clean-up on abort',
    'app/api/stream/route.ts',
    `
export async function GET(request: Request) {
  const stream = new ReadableStream({
    start(controller) {
      const timer = setInterval(() => controller.enqueue(new TextEncoder().encode('data: .')), 1000)
      request.signal.addEventListener('abort', () => {
        clearInterval(timer)
        controller.close()
      })
    },
  })
  return new Response(stream)
}
`,
  ],
  [
    'a Vue component that clears its interval',
    'src/use-now.ts',
    `
import { onMounted, onUnmounted, ref } from 'vue'
export function useNow() {
  const now = ref(Date.now())
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    timer = setInterval(() => (now.value = Date.now()), 1000)
  })
  onUnmounted(() => clearInterval(timer))
  return now
}
`,
  ],
  [
    'an Angular component that clears its interval',
    'src/clock.component.ts',
    `
import { Component, OnDestroy, OnInit } from '@angular/core'
@Component({ selector: 'app-clock', template: '' })
export class ClockComponent implements OnInit, OnDestroy {
  private timer: number | undefined
  now = Date.now()
  ngOnInit() {
    this.timer = setInterval(() => (this.now = Date.now()), 1000) as unknown as number
  }
  ngOnDestroy() {
    clearInterval(this.timer)
  }
}
`,
  ],
]

type Snippet = readonly [shows: string, filename: string, code: string]

describe.each([
  ['servers', SERVERS],
  ['tests', TESTS],
  ['libraries, pages and scripts', LIBRARIES],
])('recommended is silent on %s:', (_, snippets) => {
  test.each(snippets)('%s', (_shows, filename, code) => {
    expect(findingsIn(code, filename)).toEqual([])
  })
})

function findingsIn(code: string, filename: string): string[] {
  const isTypeScript = /\.[cm]?tsx?$/.test(filename)
  return [
    ...(isTypeScript ? [] : lint(code, filename, {})),
    ...lint(code, filename, { parser: tseslint.parser }),
  ]
}

function lint(code: string, filename: string, parser: Linter.LanguageOptions): string[] {
  const config: Linter.Config = {
    ...(plugin.configs.recommended as Linter.Config),
    files: ['**/*.{js,jsx,cjs,mjs,ts,tsx}'],
    languageOptions: { ...parser, parserOptions: { ecmaFeatures: { jsx: true } } },
  }
  return new Linter()
    .verify(code, config, { filename })
    .map(({ line, ruleId, message }) => `${line}: ${ruleId}: ${message}`)
}
