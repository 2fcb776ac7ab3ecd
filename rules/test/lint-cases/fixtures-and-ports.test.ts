import { expect, test } from 'vitest'
import { lintExample } from '../lint-example.ts'

/** A public issue whose shape `leaky` has; `clean` is its repair. */
interface LintCase {
  readonly title: string
  readonly rule: string
  readonly filename?: string
  readonly leaky: string
  readonly clean: string
}

const cases: readonly LintCase[] = [
  {
    title: 'nest #6824: opened before each test, closed after all',
    rule: 'require-fixture-teardown',
    leaky: `import { NestFactory } from '@nestjs/core'
let app
beforeEach(async () => { app = await NestFactory.create(AppModule); await app.init() })
afterAll(() => { app.close() })`,
    clean: `import { NestFactory } from '@nestjs/core'
let app
beforeEach(async () => { app = await NestFactory.create(AppModule); await app.init() })
afterEach(() => app.close())`,
  },
  {
    title: 'nest PR #9485: a testing module that nobody closes',
    rule: 'require-fixture-teardown',
    leaky: `import { Test } from '@nestjs/testing'
let module
beforeEach(async () => {
  module = await Test.createTestingModule({ imports: [DatabaseModule] }).compile()
  await module.init()
})`,
    clean: `import { Test } from '@nestjs/testing'
let module
beforeEach(async () => {
  module = await Test.createTestingModule({ imports: [DatabaseModule] }).compile()
  await module.init()
})
afterEach(() => module.close())`,
  },
  {
    title: 'jest #8323: a MySQL connection that nobody closes',
    rule: 'require-fixture-teardown',
    leaky: `const mysql = require('mysql')
let connection
beforeAll((done) => { connection = mysql.createConnection(options); connection.connect(done) })
test('reads', (done) => connection.query('select 1', done))`,
    clean: `const mysql = require('mysql')
let connection
beforeAll((done) => { connection = mysql.createConnection(options); connection.connect(done) })
afterAll((done) => connection.end(done))
test('reads', (done) => connection.query('select 1', done))`,
  },
  {
    title: 'jest #7287: a server is closed, and its socket client is not',
    rule: 'require-fixture-teardown',
    leaky: `import { createServer } from 'node:http'
import { io } from 'socket.io-client'
let server, client
beforeEach((done) => { server = createServer().listen(0, () => { client = io('http://127.0.0.1'); client.on('connect', done) }) })
afterEach((done) => server.close(done))`,
    clean: `import { createServer } from 'node:http'
import { io } from 'socket.io-client'
let server, client
beforeEach((done) => { server = createServer().listen(0, () => { client = io('http://127.0.0.1'); client.on('connect', done) }) })
afterEach((done) => { client.disconnect(); server.close(done) })`,
  },
  {
    title: 'VPS #429: an asynchronous hook whose teardown hides in a callback',
    rule: 'require-awaited-teardown',
    leaky: `import { Pool } from 'pg'
import { rm } from 'node:fs'
let pool
beforeEach(() => { pool = new Pool(); pool.query('select 1') })
afterEach(async () => { rm('data', { recursive: true }, () => { pool.end() }) })`,
    clean: `import { Pool } from 'pg'
import { rm } from 'node:fs/promises'
let pool
beforeEach(() => { pool = new Pool(); pool.query('select 1') })
afterEach(async () => { await rm('data', { recursive: true }); await pool.end() })`,
  },
  {
    title: 'coder #26575: a helper that hands back no close',
    rule: 'require-fixture-teardown',
    filename: 'e2e/helpers.test.ts',
    leaky: `import http from 'node:http'
export async function createServer(port: number) {
  const server = http.createServer((_, response) => response.end('ok'))
  await new Promise<void>((resolve) => server.listen(port, resolve))
}`,
    clean: `import http from 'node:http'
export async function createServer(port: number) {
  const server = http.createServer((_, response) => response.end('ok'))
  await new Promise<void>((resolve) => server.listen(port, resolve))
  return server
}`,
  },
  {
    title: 'coder #26575: the same helper on a fixed port',
    rule: 'no-fixed-port',
    filename: 'e2e/helpers.test.ts',
    leaky: `import http from 'node:http'
const port = 3112
export const createServer = () => http.createServer().listen(port)`,
    clean: `import http from 'node:http'
export const createServer = () => http.createServer().listen(0)`,
  },
  {
    title: 'Codeman #440: each test file has a fixed port of its own',
    rule: 'no-fixed-port',
    leaky: `const PORT = 3151
let server
beforeAll(async () => { server = new WebServer(); await server.listen(PORT) })
afterAll(() => server.stop())`,
    clean: `let server
beforeAll(async () => { server = new WebServer(); await server.listen(0) })
afterAll(() => server.stop())`,
  },
]

test.each(cases)('$rule flags the shape of $title, and is quiet on its repair', (lintCase) => {
  const { rule, filename = 'test/case.test.js', leaky, clean } = lintCase
  expect(lintExample(rule, leaky, filename)).toHaveLength(1)
  expect(lintExample(rule, clean, filename)).toEqual([])
})
