import rule from '../../src/rules/require-release.ts'
import { testRule, type ValidCase } from '../rule-tester.ts'

const PG = `import { Pool, Client } from 'pg'\n`
const HTTP = `import http from 'node:http'; import net from 'node:net'\n`
const VITEST = `import { test } from 'vitest'\n`
const NODE_TEST = `import test from 'node:test'\n`

testRule('require-release', rule, {
  valid: [
    ...named({
      'a pool that the function ends': `${PG}export async function users() { const pool = new Pool(); try { return await pool.query('') } finally { await pool.end() } }`,
      'a pool of the module': `${PG}const pool = new Pool(); export const users = () => pool.query('')`,
      'an exported singleton': `${PG}export const pool = new Pool()`,
      'a pool that is made when it is first needed': `${PG}let pool; export function db() { pool ??= new Pool(); pool.query(''); }`,
      'a script that runs once': `${PG}async function main() { const pool = new Pool(); await pool.query('') } main()`,
      'a pool that is never opened': `${PG}export function users() { const pool = new Pool(); pool.on('error', log) }`,
      'a factory': `${PG}export function createDb() { const pool = new Pool(); pool.query(''); return pool }`,
      'a collection': `${PG}const all = []; export function add() { const pool = new Pool(); pool.query(''); all.push(pool) }`,
      'an argument of unseen code': `${PG}export function users() { const pool = new Pool(); pool.query(''); register(pool) }`,
      'ownership through an options object': `${PG}export function users() { const pool = new Pool(); pool.query(''); return new Store({ pool }) }`,
      'a wrapper in the file that ends its argument': `${PG}export async function users() { const pool = new Pool(); await using1(pool) } async function using1(db) { await db.query(''); await db.end() }`,
      'Promise.all of closes': `${PG}export async function users() { const a = new Pool(), b = new Pool(); await a.query(''); await b.query(''); await Promise.all([a.end(), b.end()]) }`,
      'a map of closes': `${PG}export async function users() { const a = new Client(); await a.connect(); await Promise.all([a].map((c) => c.end())) }`,
      'close in a nested callback': `${HTTP}export function ask() { const server = http.createServer(); server.listen(0, () => { work(() => server.close()) }) }`,
      'close-with-grace': `${HTTP}import closeWithGrace from 'close-with-grace'; export function begin() { const server = http.createServer(); server.listen(0); closeWithGrace(async () => { await server.close() }) }`,
      'a signal handler that closes': `${HTTP}export function begin() { const server = http.createServer().listen(0); process.once('SIGTERM', () => server.close()) }`,
      'a server that a function starts for the program': `${HTTP}export function startServer() { const server = http.createServer(); server.listen(3000) }`,
      'a plugin': `import Redis from 'ioredis'; export default async function (fastify) { const redis = new Redis(); fastify.get('/', () => redis.get('a')) }`,
      'what a kept function goes on using': `import Redis from 'ioredis'; export function createCache() { const redis = new Redis(); return { get: (key) => redis.get(key) } }`,
      'a child process with an exit listener': `import { spawn } from 'node:child_process'; export function run1() { const child = spawn('lsp'); child.stdin.write('a'); child.on('exit', log) }`,
      'a child process that ends by itself': `import { spawn } from 'node:child_process'; export function build() { const child = spawn('tsc'); child.stderr.pipe(log) }`,
      'a child process that is told that nothing follows': `import { spawn } from 'node:child_process'; export function format(code) { const child = spawn('fmt'); child.stdin.write(code); child.stdin.end() }`,
      'a worker with an exit listener': `import { Worker } from 'node:worker_threads'; export function compute() { const worker = new Worker('a.js'); worker.on('exit', log) }`,
      'a socket that its peer closes': `${HTTP}export function ping() { const socket = net.connect(1); socket.write('a') }`,
      'an interval that holds nobody back': `export function tick() { setInterval(poll, 1000).unref() }`,
      'an interval that clears itself': `export function wait() { const timer = setInterval(() => { if (done()) clearInterval(timer) }, 10) }`,
      'an interval of a module': `setInterval(poll, 1000)`,
      'a client whose end by the server its test waits for': `${VITEST}import { io } from 'socket.io-client'; test('a', (done) => { const client = io('http://localhost'); client.on('disconnect', done); server.disconnectSockets() })`,
      'a page of a browser that is closed': `import { chromium } from 'playwright'; export async function shot() { const browser = await chromium.launch(); const page = await browser.newPage(); await page.goto('/'); await browser.close() }`,
      'a WebSocket server on an existing server': `import { WebSocketServer } from 'ws'; export function attach(server) { const wss = new WebSocketServer({ server }); wss.on('connection', log) }`,
      'a socket.io server on an existing server': `import { Server } from 'socket.io'; export function attach(server) { const io = new Server(server); io.on('connection', log) }`,
      'mongoose outside of tests': `import mongoose from 'mongoose'; export async function users() { await mongoose.connect('a') }`,
      'a listener that is removed': `export async function get(url, signal) { const c = new AbortController(); const stop = () => c.abort(); signal.addEventListener('abort', stop); await go(c); signal.removeEventListener('abort', stop) }`,
      'a listener that is added for once': `export function get(signal) { signal.addEventListener('abort', stop, { once: true }) }`,
      'a listener that another signal ends': `export function get(signal, done) { signal.addEventListener('abort', stop, { signal: done }) }`,
      'a listener that each signal gets once': `const known = new WeakMap(); export function of(signal) { if (!known.has(signal)) { signal.addEventListener('abort', () => stop()); known.set(signal, 1) } }`,
      'a watcher, which is there to stay': `import chokidar from 'chokidar'; export function reload() { const watcher = chokidar.watch('a'); watcher.on('change', log) }`,
      'an interval of a page': `export function ping() { setInterval(send, window.pause) }`,
      'a listener on a signal of its own': `export function get() { const c = new AbortController(); c.signal.addEventListener('abort', () => stop()) }`,
      'a listener on the signal of a request': `export function get(req) { req.signal.addEventListener('abort', () => stop()) }`,
    }),
    {
      name: 'an example',
      filename: 'examples/a.js',
      code: `${PG}async function go() { const pool = new Pool(); await pool.query('') }`,
    },
    {
      name: 'a benchmark',
      filename: 'bench/a.js',
      code: `${PG}export async function go() { const pool = new Pool(); await pool.query('') }`,
    },
    {
      name: 'a Lambda singleton outside the handler',
      code: `${PG}const pool = new Pool(); export const handler = async () => pool.query('')`,
    },
    {
      name: '`await using`',
      lang: 'ts',
      code: `${HTTP}export async function ask() { await using server = http.createServer(); server.listen(0) }`,
    },
    ...inTests({
      'a server that the test closes': `${VITEST}${HTTP}test('a', () => { const server = http.createServer().listen(0); server.close() })`,
      'a server that onTestFinished closes': `${VITEST}${HTTP}test('a', ({ onTestFinished }) => { const server = http.createServer().listen(0); onTestFinished(() => server.close()) })`,
      'a server that t.after closes': `${NODE_TEST}${HTTP}test('a', (t) => { const server = http.createServer(); t.after(server.close.bind(server)); server.listen(0) })`,
      'a pool of a handler, which is no-engine-per-request’s': `${PG}import express from 'express'; const app = express(); app.get('/', async (req, res) => { const pool = new Pool(); res.json(await pool.query('')) })`,
      'a hook, which is require-fixture-teardown’s': `${VITEST}import { beforeEach } from 'vitest'; ${HTTP}let server; beforeEach(() => { server = http.createServer().listen(0) })`,
      'a helper of tests, which is require-fixture-teardown’s': `${VITEST}${HTTP}function serve() { const server = http.createServer(); server.listen(0) } test('a', () => serve())`,
      'a connection that is expected to fail': `${VITEST}import { connect } from 'nats'; test('a', async () => { async function open() { await connect('a') } await expect(open()).rejects.toThrow() })`,
      'mongoose that the tests disconnect': `${VITEST}import { after } from 'node:test'; import mongoose from 'mongoose'; test('a', async () => { await mongoose.connect('a') }); after(() => mongoose.disconnect())`,
    }),
  ],
  invalid: [
    {
      name: 'a socket.io client that a test leaves to go on connecting',
      code: `${VITEST}import { io } from 'socket.io-client'; test('a', (done) => { const client = io('http://localhost'); client.on('connect', done) })`,
      errors: [{ messageId: 'neverReleased', suggestions: 1 }],
    },
    {
      name: 'a pool that the function drops',
      code: `${PG}export async function users() { const pool = new Pool(); return (await pool.query('')).rows }`,
      errors: [
        { message: '`Pool` from pg is opened in `users` and never ended; add `await pool.end()`.', line: 2 },
      ],
    },
    {
      name: 'a client of a pool that is never given back',
      code: `${PG}const pool = new Pool(); export async function users() { const client = await pool.connect(); return client.query('') }`,
      errors: [{ messageId: 'neverReleased' }],
    },
    {
      name: 'what a local factory made',
      code: `${PG}function createDb() { return new Pool() } export async function users() { const db = createDb(); await db.query('') }`,
      errors: [
        {
          message:
            '`Pool` from pg (through `createDb()`) is opened in `users` and never ended; add `await db.end()`.',
        },
      ],
    },
    {
      name: 'a descriptor, also in a function that starts the program',
      code: `import fs from 'node:fs'; export function start() { const fd = fs.openSync('a', 'r'); return fs.readSync(fd, buffer) }`,
      errors: [{ messageId: 'neverReleased' }],
    },
    {
      name: 'a connection that a callback gets and nobody gives back',
      code: `const pool = require('mysql').createPool({}); exports.get = (id, done) => { pool.getConnection((error, connection) => { if (error) return done(error); connection.query('', done) }) }`,
      errors: [
        {
          message:
            '`PoolConnection` from `pool.getConnection()` is opened in `get` and never released; add `connection.release()`.',
        },
      ],
    },
    {
      name: 'a pool in a function of the exports of CommonJS',
      code: `const { Pool } = require('pg'); module.exports.query = async (sql) => { const pool = new Pool(); return (await pool.query(sql)).rows }`,
      errors: [{ message: '`Pool` from pg is opened in `query` and never ended; add `await pool.end()`.' }],
    },
    {
      name: 'an interval of an effect that returns no clean-up',
      code: `import { useEffect } from 'react'; export function Clock() { useEffect(() => { setInterval(tick, 1000) }, []); return <time /> }`,
      errors: [{ messageId: 'dropped' }],
    },
    {
      name: 'a server that finds a free port and keeps it',
      code: `${HTTP}export function freePort() { return new Promise((resolve) => { const server = net.createServer(); server.listen(0, () => resolve(server.address().port)) }) }`,
      errors: [{ messageId: 'neverReleased' }],
    },
    {
      name: 'an interval that a constructor starts and nobody holds',
      code: `export class Cache { constructor() { setInterval(() => this.purge(), 1000) } purge() {} }`,
      errors: [{ messageId: 'dropped' }],
    },
    {
      name: 'a process that is written to and waits for more',
      code: `import { spawn } from 'node:child_process'; export function ask(question) { const child = spawn('lsp'); child.stdin.write(question) }`,
      errors: [{ messageId: 'neverReleased' }],
    },
    {
      name: 'what starters open, if asked for',
      options: [{ starters: true }],
      code: `${HTTP}export function startServer() { const server = http.createServer(); server.listen(3000) }`,
      errors: [{ messageId: 'neverReleased' }],
    },
    {
      name: 'mongoose in a test that nobody disconnects',
      filename: 'test/a.test.js',
      code: `${VITEST}import mongoose from 'mongoose'; test('a', async () => { await mongoose.connect('a') })`,
      errors: [{ messageId: 'dropped' }],
    },
    {
      name: 'a listener for every element of a list of signals',
      code: `export function any(signals) { const c = new AbortController(); for (const signal of signals) signal.addEventListener('abort', () => c.abort()); return c.signal }`,
      errors: [{ messageId: 'abortListener' }],
    },
    {
      name: 'a listener on a signal of a class’s options',
      code: `export class A { get(options) { const { signal } = options; signal?.addEventListener('abort', this.stop) } }`,
      errors: [{ messageId: 'abortListener' }],
    },
    {
      name: 'a server in a test of Vitest, with its clean-up suggested',
      filename: 'test/a.test.js',
      code: `${VITEST}${HTTP}test('a', async () => {\n  const server = http.createServer()\n  server.listen(0) // comment\n})`,
      errors: [
        {
          messageId: 'neverReleased',
          suggestions: [
            {
              messageId: 'addCleanUp',
              output: `import { test, onTestFinished } from 'vitest'\n${HTTP}test('a', async () => {\n  const server = http.createServer()\n  onTestFinished(() => new Promise((resolve) => server.close(resolve)))\n  server.listen(0) // comment\n})`,
            },
          ],
        },
      ],
    },
    {
      name: 'a pool in a test of node:test, with its clean-up suggested',
      filename: 'test/a.test.js',
      code: `${NODE_TEST}${PG}test('a', async (t) => {\n  const pool = new Pool()\n  await pool.query('')\n})`,
      errors: [
        {
          message: '`Pool` from pg is opened in this test and never ended; add `await pool.end()`.',
          suggestions: [
            {
              messageId: 'addCleanUp',
              output: `${NODE_TEST}${PG}test('a', async (t) => {\n  const pool = new Pool()\n  t.after(() => pool.end())\n  await pool.query('')\n})`,
            },
          ],
        },
      ],
    },
    {
      name: 'a file handle in TypeScript, with `await using` suggested',
      filename: 'src/a.ts',
      code: `import { open } from 'node:fs/promises'; export async function size(path: string) { const file = await open(path); return (await file.stat()).size }`,
      errors: [
        {
          messageId: 'neverReleased',
          suggestions: [
            {
              messageId: 'declareUsing',
              output: `import { open } from 'node:fs/promises'; export async function size(path: string) { await using file = await open(path); return (await file.stat()).size }`,
            },
          ],
        },
      ],
    },
  ],
})

function named(cases: Readonly<Record<string, string>>): ValidCase[] {
  return Object.entries(cases).map(([name, code]) => ({ name, code }))
}

function inTests(cases: Readonly<Record<string, string>>): ValidCase[] {
  return named(cases).map((item) => ({ ...item, filename: 'test/a.test.js' }))
}
