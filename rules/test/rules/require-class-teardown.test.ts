import rule from '../../src/rules/require-class-teardown.ts'
import { testRule, type ValidCase } from '../rule-tester.ts'

const PG = `import { Pool } from 'pg'\n`

testRule('require-class-teardown', rule, {
  valid: [
    ...named({
      'a class that closes what it opens': `${PG}export class Store { pool = new Pool(); get(id) { return this.pool.query(id) } close() { return this.pool.end() } }`,
      'a class that disposes of it': `${PG}export class Store { #pool = new Pool(); get(id) { return this.#pool.query(id) } async [Symbol.asyncDispose]() { await this.#pool.end() } }`,
      'a class of Nest': `${PG}export class Store { pool = new Pool(); get(id) { return this.pool.query(id) } async onModuleDestroy() { await this.pool.end() } }`,
      'a release in any method': `export class Poller { start() { this.timer = setInterval(poll, 1000) } pause() { clearInterval(this.timer) } }`,
      'a release of several at once': `${PG}export class Store { constructor() { this.a = new Pool(); this.b = new Pool() } get() { this.a.query(''); this.b.query('') } async close() { await Promise.all([this.a, this.b].map((pool) => pool.end())) } }`,
      'a field that is taken apart': `${PG}export class Store { pool = new Pool(); get(id) { return this.pool.query(id) } async close() { const { pool } = this; await pool.end() } }`,
      'what was injected': `export class Store { constructor(pool) { this.pool = pool } get(id) { return this.pool.query(id) } }`,
      'what a getter gives away': `${PG}export class Store { #pool = new Pool(); get pool() { this.#pool.query(''); return this.#pool } }`,
      'what others close through the field': `${PG}export class Store { pool = new Pool(); get(id) { return this.pool.query(id) } } export const stop = (store) => store.pool.end()`,
      'one for the program': `${PG}class Store { pool = new Pool(); get(id) { return this.pool.query(id) } } export const store = new Store()`,
      'one for the program, made when it is first needed': `${PG}export class Store { static #one; pool = new Pool(); static get one() { return (Store.#one ??= new Store()) } get(id) { return this.pool.query(id) } }`,
      'a class whose base may close': `${PG}export class Store extends Base { pool = new Pool(); get(id) { return this.pool.query(id) } async close() { await super.close() } }`,
      'a component of React': `export class Clock extends React.Component { componentDidMount() { this.timer = setInterval(tick, 1000) } componentWillUnmount() { clearInterval(this.timer) } }`,
      'a web component': `export class Clock extends HTMLElement { connectedCallback() { this.timer = setInterval(tick, 1000) } disconnectedCallback() { clearInterval(this.timer) } }`,
      'an interval that holds nobody back': `export class Cache { constructor() { this.timer = setInterval(purge, 1000); this.timer.unref() } }`,
      'a process with an exit listener': `import { spawn } from 'node:child_process'; export class Server { start() { this.child = spawn('lsp'); this.child.stdin.write('a'); this.child.on('exit', log) } }`,
      'a pool that is never opened': `${PG}export class Store { pool = new Pool() }`,
    }),
    {
      name: 'a class of tests',
      filename: 'test/store.test.js',
      code: `import { test } from 'vitest'; ${PG}class Store { pool = new Pool(); get(id) { return this.pool.query(id) } } test('a', () => { new Store() })`,
    },
  ],
  invalid: [
    {
      name: 'a class without a teardown',
      code: `${PG}export class Store { pool = new Pool(); get(id) { return this.pool.query(id) } }`,
      errors: [
        {
          message:
            '`Pool` from pg is opened and kept in `this.pool`, and nothing in `Store` releases it; add a `close()` or `[Symbol.asyncDispose]()` with `await this.pool.end()`.',
        },
      ],
    },
    {
      name: 'a teardown that forgets a field',
      code: `${PG}export class Store { #pool = new Pool(); start() { this.timer = setInterval(() => this.#pool.query(''), 1000) } async close() { await this.#pool.end() } }`,
      errors: [
        {
          message:
            '`setInterval` is opened and kept in `this.timer`, but `close()` of `Store` forgets it; add `clearInterval(this.timer)` there.',
        },
      ],
    },
    {
      name: 'a class that only extends EventEmitter',
      code: `import { EventEmitter } from 'node:events'; export class Poller extends EventEmitter { start() { this.timer = setInterval(() => this.emit('tick'), 1000) } }`,
      errors: [{ messageId: 'noTeardown' }],
    },
    {
      name: 'a language server that nobody ends',
      code: `import { spawn } from 'node:child_process'; export class Server { start() { this.child = spawn('lsp'); this.child.stdin.write('a') } }`,
      errors: [{ messageId: 'noTeardown' }],
    },
    {
      name: 'a class of a program that it makes again and again',
      code: `${PG}class Store { pool = new Pool(); get(id) { return this.pool.query(id) } } export const get = (id) => new Store().get(id)`,
      errors: [{ messageId: 'noTeardown' }],
    },
    {
      name: 'a class without a name',
      code: `export default class { start() { this.timer = setInterval(poll, 1000) } }`,
      errors: [{ messageId: 'noTeardown' }],
    },
  ],
})

function named(cases: Readonly<Record<string, string>>): ValidCase[] {
  return Object.entries(cases).map(([name, code]) => ({ name, code }))
}
