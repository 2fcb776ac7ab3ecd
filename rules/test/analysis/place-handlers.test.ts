import { expect, test } from 'vitest'
import { placeHere } from './place-here.ts'

type Row = readonly [code: string, expected: string, filename?: string]

const EXPRESS = `import express from 'express'; const app = express();`

const web: readonly Row[] = [
  [`${EXPRESS} app.get('/x', (req, res) => { HERE() })`, 'request: an Express handler'],
  [`${EXPRESS} app.get('/x', auth, async (req, res) => { HERE() })`, 'request: an Express handler'],
  [`${EXPRESS} app.get('/x', [auth, (req, res) => { HERE() }])`, 'request: an Express handler'],
  [`${EXPRESS} app.use((req, res, next) => { HERE() })`, 'request: an Express handler'],
  [`${EXPRESS} app.route('/x').get((req, res) => { HERE() }).post(other)`, 'request: an Express handler'],
  [`${EXPRESS} app.get('/x', wrap(async (req, res) => { HERE() }))`, 'request: an Express handler'],
  [`${EXPRESS} app.get('/x', handle); function handle(req, res) { HERE() }`, 'request: an Express handler'],
  [`${EXPRESS} const handle = async () => { HERE() }; app.get('/x', handle)`, 'request: an Express handler'],
  [
    `${EXPRESS} const handle = wrap(async () => { HERE() }); app.get('/x', handle)`,
    'request: an Express handler',
  ],
  [
    `${EXPRESS} const handlers = { get() { HERE() } }; app.get('/x', handlers.get)`,
    'request: an Express handler',
  ],
  [
    `${EXPRESS} const make = () => (req, res) => { HERE() }; app.get('/x', make())`,
    'request: an Express handler',
  ],
  [`${EXPRESS} app.get('/x', () => load()); function load() { HERE() }`, 'request: an Express handler'],
  [
    `${EXPRESS} app.get('/x', () => load()); export function load() { HERE() }`,
    'request: an Express handler',
  ],
  [`${EXPRESS} app.get('/x', () => queue.add(() => { HERE() }))`, 'request: an Express handler'],
  [`${EXPRESS} app.listen(3000, () => { HERE() })`, 'once'],
  [`${EXPRESS} HERE(); app.get('/x', () => {})`, 'once'],
  [
    `import { Router } from 'express'; const router = Router(); router.post('/x', () => { HERE() })`,
    'request: an Express handler',
  ],
  [
    `const express = require('express'); const r = express.Router(); r.use(() => { HERE() })`,
    'request: an Express handler',
  ],
  [
    `import type { Express } from 'express'; export function routes(a: Express) { a.get('/x', () => { HERE() }) }`,
    'request: an Express handler',
  ],
  [`import app from './app'; app.get('/x', () => { HERE() })`, 'request: a route handler'],
  [
    `import Fastify from 'fastify'; const f = Fastify(); f.get('/x', async () => { HERE() })`,
    'request: a Fastify handler',
  ],
  [
    `import Fastify from 'fastify'; const f = Fastify({}).withTypeProvider(); f.get('/x', {}, async () => { HERE() })`,
    'request: a Fastify handler',
  ],
  [
    `export default async function routes(fastify, opts) { fastify.get('/x', async () => { HERE() }) }`,
    'request: a Fastify handler',
  ],
  [
    `import fp from 'fastify-plugin'; export default fp(async (app) => { app.route({ method: 'GET', url: '/', handler: async () => { HERE() } }) })`,
    'request: a route handler',
  ],
  [
    `import fastify from 'fastify'; const app = fastify(); app.route({ url: '/', async handler() { HERE() } })`,
    'request: a Fastify handler',
  ],
  [
    `export default async function (fastify) { fastify.addHook('onRequest', async () => { HERE() }) }`,
    'request: a Fastify hook',
  ],
  [
    `import fastify from 'fastify'; const app = fastify(); app.addHook('onClose', async () => { HERE() })`,
    'call: a function',
  ],
  [`import fastify from 'fastify'; const app = fastify(); app.register(async (app) => { HERE() })`, 'once'],
  [
    `import { Hono } from 'hono'; const app = new Hono().get('/x', (c) => { HERE() })`,
    'request: a Hono handler',
  ],
  [
    `import Koa from 'koa'; const app = new Koa(); app.use(async (ctx) => { HERE() })`,
    'request: a Koa handler',
  ],
  [
    `import Router from '@koa/router'; const r = new Router(); r.get('/', async (ctx) => { HERE() })`,
    'request: a Koa handler',
  ],
  [`export default defineEventHandler(async (event) => { HERE() })`, 'request: an h3 handler'],
  [
    `import { publicProcedure } from '../trpc'; export const r = router({ a: publicProcedure.input(z).query(async () => { HERE() }) })`,
    'request: a tRPC procedure',
  ],
  [
    `import { initTRPC } from '@trpc/server'; const t = initTRPC.create(); export const a = t.procedure.mutation(() => { HERE() })`,
    'request: a tRPC procedure',
  ],
  [`import { pool } from './db'; pool.query('SELECT 1', () => { HERE() })`, 'call: a function'],
  [`export const resolvers = { Query: { users: async () => { HERE() } } }`, 'request: a GraphQL resolver'],
  [
    `export const resolvers = { Query: {}, User: { posts(parent) { HERE() } } }`,
    'request: a GraphQL resolver',
  ],
  [
    `const field = { type: GraphQLString, resolve: (parent, args) => { HERE() } }; use(field)`,
    'request: a GraphQL resolver',
  ],
  [`@Controller('/x') class A { @Get() find() { HERE() } }`, 'request: a controller method'],
  [`@Resolver() class A { @Query(() => B) find() { HERE() } }`, 'request: a GraphQL resolver'],
  [
    `@Processor('q') export class A extends WorkerHost { async process(job) { HERE() } }`,
    'message: a queue processor',
  ],
  [`@Injectable() class A { @Cron('* * * * *') tick() { HERE() } }`, 'tick: a scheduled method'],
  [
    `@Controller() class A { @Get() find() { return this.#load() } #load() { HERE() } }`,
    'request: a controller method',
  ],
]

const exported: readonly Row[] = [
  [
    `export async function GET() { HERE() }`,
    'request: a Next.js route handler',
    'src/app/api/users/route.ts',
  ],
  [`export const POST = async () => { HERE() }`, 'request: a Next.js route handler', 'app/route.ts'],
  [
    `export const POST = withAuth(async () => { HERE() })`,
    'request: a Next.js route handler',
    'app/route.ts',
  ],
  [
    `const handle = () => { HERE() }; export { handle as GET }`,
    'request: a Next.js route handler',
    'app/route.ts',
  ],
  [
    `export default async function handler(req, res) { HERE() }`,
    'request: a Next.js API handler',
    'pages/api/a.ts',
  ],
  [
    `function handler() { HERE() }; export default handler`,
    'request: a Next.js API handler',
    'pages/api/a.ts',
  ],
  [`export function middleware(request) { HERE() }`, 'request: a Next.js middleware', 'src/middleware.ts'],
  [`export async function getServerSideProps() { HERE() }`, 'request: `getServerSideProps`', 'pages/a.tsx'],
  [`'use server'; export async function save() { HERE() }`, 'request: a server action', 'app/actions.ts'],
  [
    `export async function f() { const save = async () => { 'use server'; HERE() } }`,
    'request: a server action',
  ],
  [`export async function GET() { HERE() }`, 'call: `GET`', 'src/client.ts'],
  [`export const handler = async (event) => { HERE() }`, 'request: a Lambda handler'],
  [`exports.handler = async (event) => { HERE() }`, 'request: a Lambda handler'],
  [`module.exports.handler = async (event) => { HERE() }`, 'request: a Lambda handler'],
  [`module.exports = { handler: async (event) => { HERE() } }`, 'request: a Lambda handler'],
  [`HERE(); export const handler = async (event) => {}`, 'once'],
  [`export const handler = async (argv) => { HERE() }`, 'call: `handler`'],
  [
    `import functions from '@google-cloud/functions-framework'; functions.http('x', (req) => { HERE() })`,
    'request: a Cloud Function',
  ],
  [
    `import { onRequest } from 'firebase-functions/v2/https'; export const f = onRequest(() => { HERE() })`,
    'request: a Cloud Function',
  ],
  [
    `const functions = require('firebase-functions'); exports.f = functions.https.onRequest(() => { HERE() })`,
    'request: a Cloud Function',
  ],
  [`export default { async fetch(request, env) { HERE() } }`, 'request: a Worker handler'],
  [
    `export default { async queue(batch) { HERE() } } satisfies ExportedHandler`,
    'message: a Worker queue consumer',
  ],
  [`const worker = { fetch: () => { HERE() } }; export default worker`, 'request: a Worker handler'],
  [`export async function loader() { HERE() }`, 'request: a route loader', 'app/routes/users.tsx'],
]

const servers: readonly Row[] = [
  [`import http from 'node:http'; http.createServer((req, res) => { HERE() })`, 'request: a request handler'],
  [
    `import { createServer } from 'http'; const s = createServer(); s.on('request', () => { HERE() })`,
    'request: a request listener',
  ],
  [`import net from 'net'; net.createServer((socket) => { HERE() })`, 'request: a connection handler'],
  [
    `import { WebSocketServer } from 'ws'; const wss = new WebSocketServer(); wss.on('connection', () => { HERE() })`,
    'request: a connection listener',
  ],
  [`import { socket } from './s'; socket.on('message', () => { HERE() })`, 'message: a message listener'],
  [
    `import { socket } from './s'; socket.on('data', onData); function onData() { HERE() }`,
    'message: a message listener',
  ],
  [`import { socket } from './s'; socket.onmessage = () => { HERE() }`, 'message: a message listener'],
  [`import { socket } from './s'; socket.once('message', () => { HERE() })`, 'once'],
  [`server.on('listening', () => { HERE() })`, 'once'],
  [`Bun.serve({ fetch(request) { HERE() } })`, 'request: a request handler'],
  [`Deno.serve((request) => { HERE() })`, 'request: a request handler'],
]

const messages: readonly Row[] = [
  [`channel.consume('q', async (message) => { HERE() })`, 'message: an amqplib consumer'],
  [`await consumer.run({ eachMessage: async ({ message }) => { HERE() } })`, 'message: a Kafka consumer'],
  [
    `import Queue from 'bull'; const q = new Queue('x'); q.process(async (job) => { HERE() })`,
    'message: a Bull processor',
  ],
  [
    `import { Worker } from 'bullmq'; new Worker('x', async (job) => { HERE() })`,
    'message: a BullMQ processor',
  ],
  [`nc.subscribe('x', { callback: (error, message) => { HERE() } })`, 'message: a NATS subscription'],
  [`client.subscribe('channel', (message) => { HERE() })`, 'message: a subscription'],
  [
    `import mqtt from 'mqtt'; const c = mqtt.connect(''); c.on('message', () => { HERE() })`,
    'message: a message listener',
  ],
  [
    `import { Consumer } from 'sqs-consumer'; Consumer.create({ queueUrl, handleMessage: async () => { HERE() } })`,
    'message: an SQS consumer',
  ],
]

const schedules: readonly Row[] = [
  [`setInterval(() => { HERE() }, 1000)`, 'tick: `setInterval`'],
  [`globalThis.setInterval(() => { HERE() }, 1000)`, 'tick: `setInterval`'],
  [`import { setInterval as every } from 'node:timers'; every(() => { HERE() }, 1)`, 'tick: `setInterval`'],
  [`const setInterval = mine(); setInterval(() => { HERE() }, 1)`, 'call: a function'],
  [`setTimeout(() => { HERE() }, 1000)`, 'once'],
  [`function tick() { HERE(); setTimeout(tick, 1000) } tick()`, 'tick: `setTimeout`'],
  [
    `async function tick() { await poll(); setTimeout(() => tick(), 1) } async function poll() { HERE() } tick()`,
    'tick: `setTimeout`',
  ],
  [`function arm() { setTimeout(poll, 1) } function poll() { HERE(); arm() } arm()`, 'tick: `setTimeout`'],
  [
    `class P { start() { this.arm() } arm() { this.t = setTimeout(() => { HERE(); this.arm() }, 1) } }`,
    'tick: `setTimeout`',
  ],
  [`function load() { HERE() } setTimeout(load, 1); setTimeout(load, 2)`, 'once'],
  [`import cron from 'node-cron'; cron.schedule('* * * * *', () => { HERE() })`, 'tick: a cron job'],
  [
    `import schedule from 'node-schedule'; schedule.scheduleJob('* * * * *', () => { HERE() })`,
    'tick: a scheduled job',
  ],
  [`import { CronJob } from 'cron'; new CronJob('* * * * *', () => { HERE() })`, 'tick: a cron job'],
  [
    `class P { constructor() { setInterval(() => this.poll(), 1) } poll() { HERE() } }`,
    'tick: `setInterval`',
  ],
  [
    `class P { constructor() { setInterval(this.poll.bind(this), 1) } poll() { HERE() } }`,
    'tick: `setInterval`',
  ],
]

for (const [code, expected, filename] of [...web, ...exported, ...servers, ...messages, ...schedules]) {
  test(`the callback in ${code} runs for each ${expected}`, () => {
    expect(placeHere(code, filename)).toBe(expected)
  })
}

test('user-added handlers are known by the function or by the method of their module', () => {
  const settings = {
    watertight: {
      handlers: [
        { module: 'mine', export: 'createRoute', label: 'a mine handler' },
        { module: 'mine', method: 'route', callback: 1, label: 'a mine route' },
      ],
    },
  }
  const byExport = `import { createRoute } from 'mine'; createRoute(() => { HERE() })`
  const byMethod = `import mine from 'mine'; const m = mine(); m.route('/x', () => { HERE() })`
  expect(placeHere(byExport, 'src/a.ts', settings)).toBe('request: a mine handler')
  expect(placeHere(byMethod, 'src/a.ts', settings)).toBe('request: a mine route')
  expect(placeHere(byMethod, 'src/a.ts')).toBe('call: a function')
})
