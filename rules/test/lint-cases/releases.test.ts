import { describe, expect, test } from 'vitest'
import { lintExample } from '../lint-example.ts'

const PG = `import { Pool } from 'pg'; const pool = new Pool()\n`
const PATHS = 'require-release-on-all-paths'

/** A real case, by its number in the list of them: the shape that leaks, and its repair. */
interface LintCase {
  readonly title: string
  readonly rule: string
  readonly filename?: string
  readonly leaky: string
  readonly clean: string
}

const cases: readonly LintCase[] = [
  {
    title: '11: the commit throws before the release',
    rule: PATHS,
    leaky: `${PG}export async function save(rows) { const client = await pool.connect(); await client.query('begin'); for (const row of rows) await client.query(row); await client.query('commit'); client.release() }`,
    clean: `${PG}export async function save(rows) { const client = await pool.connect(); try { await client.query('begin'); for (const row of rows) await client.query(row); await client.query('commit') } finally { client.release() } }`,
  },
  {
    title: '12: the catch branch forgets to release',
    rule: PATHS,
    leaky: `${PG}export async function run1(sql) { const client = await pool.connect(); try { const rows = await client.query(sql); client.release(); return rows } catch (error) { return { error } } }`,
    clean: `${PG}export async function run1(sql) { const client = await pool.connect(); try { const rows = await client.query(sql); client.release(); return rows } catch (error) { client.release(); return { error } } }`,
  },
  {
    title: '13: the release is not in finally',
    rule: PATHS,
    leaky: `import { open } from 'node:fs/promises'; export async function read(path) { let file; try { file = await open(path); const { buffer } = await file.read(); await file.close(); return buffer } catch (error) { throw new Error('read', { cause: error }) } }`,
    clean: `import { open } from 'node:fs/promises'; export async function read(path) { let file; try { file = await open(path); const { buffer } = await file.read(); return buffer } catch (error) { throw new Error('read', { cause: error }) } finally { await file?.close() } }`,
  },
  {
    title: '14: the browser is closed only on success',
    rule: PATHS,
    leaky: `import { chromium } from 'playwright'; export async function capture(url) { const browser = await chromium.launch(); const page = await browser.newPage(); await page.goto(url); const image = await page.screenshot(); await browser.close(); return image }`,
    clean: `import { chromium } from 'playwright'; export async function capture(url) { const browser = await chromium.launch(); try { const page = await browser.newPage(); await page.goto(url); return await page.screenshot() } finally { await browser.close() } }`,
  },
  {
    title: '15: a factory acquires, then a fallible step throws before it returns',
    rule: PATHS,
    leaky: `import { open } from 'node:fs/promises'; export async function openModel(path) { const file = await open(path); const header = await parse(file); if (!header) throw new Error('no header'); return file } async function parse(file) { return (await file.read()).bytesRead }`,
    clean: `import { open } from 'node:fs/promises'; export async function openModel(path) { const file = await open(path); try { const header = await parse(file); if (!header) throw new Error('no header'); return file } catch (error) { await file.close(); throw error } } async function parse(file) { return (await file.read()).bytesRead }`,
  },
  {
    title: '18: a connection of MySQL that a test never closes',
    rule: 'require-release',
    filename: 'test/users.test.js',
    leaky: `import mysql from 'mysql2/promise'; test('a', async () => { const connection = await mysql.createConnection({}); expect(await connection.query('select 1')).toBeDefined() })`,
    clean: `import mysql from 'mysql2/promise'; test('a', async () => { const connection = await mysql.createConnection({}); try { expect(await connection.query('select 1')).toBeDefined() } finally { await connection.end() } })`,
  },
  {
    title: '21: a helper of tests that hands back no close',
    rule: 'require-fixture-teardown',
    filename: 'test/helpers.js',
    leaky: `import http from 'node:http'; export function createServer(handler) { const server = http.createServer(handler); server.listen(0); return { url: 'http://localhost' } }`,
    clean: `import http from 'node:http'; export function createServer(handler) { const server = http.createServer(handler); server.listen(0); return { url: 'http://localhost', close: () => server.close() } }`,
  },
  {
    title: '23: a language server that its client leaves behind',
    rule: 'require-class-teardown',
    leaky: `import { spawn } from 'node:child_process'; export class Client { start() { this.server = spawn('lsp', ['--stdio']); this.send('initialize') } send(message) { this.server.stdin.write(message) } }`,
    clean: `import { spawn } from 'node:child_process'; export class Client { start() { this.server = spawn('lsp', ['--stdio']); this.send('initialize') } send(message) { this.server.stdin.write(message) } stop() { this.server.kill() } }`,
  },
  {
    title: '24: an abort listener for each request, never removed',
    rule: 'require-release',
    leaky: `export async function request(url, { signal }) { const own = new AbortController(); if (signal) signal.addEventListener('abort', () => own.abort(signal.reason)); return fetch(url, { signal: own.signal }) }`,
    clean: `export async function request(url, { signal }) { const own = new AbortController(); if (signal) signal.addEventListener('abort', () => own.abort(signal.reason), { signal: own.signal }); return fetch(url, { signal: own.signal }) }`,
  },
  {
    title: '25: an interval that nobody clears or unrefs, in a field',
    rule: 'require-class-teardown',
    leaky: `export class Client { refresh() { this.ticker = setInterval(() => this.tick(), 1000) } tick() {} }`,
    clean: `export class Client { refresh() { this.ticker = setInterval(() => this.tick(), 1000); this.ticker.unref?.() } tick() {} }`,
  },
  {
    title: '25: an interval that nobody clears or unrefs, in a handler',
    rule: 'require-release',
    leaky: `export function createHandler(transport) { setInterval(() => transport.ping(), 1000); return (request) => transport.handle(request) }`,
    clean: `export function createHandler(transport) { setInterval(() => transport.ping(), 1000).unref(); return (request) => transport.handle(request) }`,
  },
]

describe.each(cases)('case $title', ({ rule, leaky, clean, filename = 'src/code.js' }) => {
  test('is found', () => {
    expect(lintExample(rule, leaky, filename)).toHaveLength(1)
  })

  test('is left alone once it is repaired', () => {
    expect(lintExample(rule, clean, filename)).toEqual([])
  })
})
