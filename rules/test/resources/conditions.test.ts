import { describe, expect, test } from 'vitest'
import { lintExample } from '../lint-example.ts'

const inRoute = (setup: string, build: string): string => `import express from 'express'
${setup}
const app = express()
app.get('/', async (req, res) => { const made = ${build}; res.json(await made.select()) })`

const DRIZZLE = `import { drizzle } from 'drizzle-orm/node-postgres'`
const PROXY = `import { HttpsProxyAgent } from 'https-proxy-agent'`

describe('drizzle() given an address holds a pool of its own', () => {
  test.each([
    `drizzle('postgres://localhost/app')`,
    'drizzle(`postgres://${host}/app`)',
    'drizzle(process.env.DATABASE_URL!)',
    'drizzle(process.env.DATABASE_URL ?? fallback, { schema })',
    'drizzle({ connection: process.env.DATABASE_URL, schema })',
    'drizzle(url)',
  ])('%s is built for each request', (build) => {
    const code = inRoute(`${DRIZZLE}\nconst url = process.env.DATABASE_URL`, build)
    expect(lintExample('no-engine-per-request', code, 'src/app.ts')).toHaveLength(1)
  })

  test.each(['drizzle(pool)', 'drizzle(pool, { schema })', 'drizzle({ client: pool })', 'drizzle()'])(
    '%s holds nothing of its own',
    (build) => {
      const code = inRoute(`${DRIZZLE}\nimport { pool } from './pool.ts'`, build)
      expect(lintExample('no-engine-per-request', code, 'src/app.ts')).toEqual([])
    },
  )

  test.each([
    ['', 1],
    ['await db.$client.end()', 0],
    ['const client = db.$client; await client.end()', 0],
    ['await close(db.$client)', 0],
  ])('a test that ends with `%s` has %i findings', (ending, count) => {
    const code = `${DRIZZLE}
import { test } from 'vitest'
test('reads', async () => { const db = drizzle('postgres://localhost'); await db.execute('select 1'); ${ending} })`
    expect(lintExample('require-release', code, 'test/db.test.ts')).toHaveLength(count)
  })
})

describe('agents through a proxy keep connections where they are told to', () => {
  test.each([
    [`new HttpsProxyAgent('http://proxy', { keepAlive: true })`, 1],
    [`new HttpsProxyAgent('http://proxy')`, 0],
  ])('%s has %i findings', (build, count) => {
    expect(lintExample('no-client-per-request', inRoute(PROXY, build), 'src/app.ts')).toHaveLength(count)
  })
})

test('the handler of requests of an AWS client is built for each message', () => {
  const code = `import { NodeHttpHandler } from '@smithy/node-http-handler'
export const handler = async (event) => { const http = new NodeHttpHandler({}); return send(event, http) }`
  expect(lintExample('no-client-per-request', code, 'src/handler.js')).toHaveLength(1)
})
