import { describe, expect, it } from 'vitest'
import { analyseCode } from './analyse-code.ts'

describe('what acquires', () => {
  it.each([
    ['an import', `import { Pool } from 'pg'; export const pool = new Pool()`, ['pg.Pool']],
    ['an import that is renamed', `import { Pool as P } from 'pg'; new P()`, ['pg.Pool']],
    ['a namespace', `import * as pg from 'pg'; new pg.Pool()`, ['pg.Pool']],
    ['an alias', `import pg from 'pg'; const { Pool } = pg; const P = Pool; new P()`, ['pg.Pool']],
    ['require', `const { Pool } = require('pg'); new Pool()`, ['pg.Pool']],
    ['require in place', `new (require('pg').Pool)()`, ['pg.Pool']],
    [
      'a require of one’s own making',
      `import { createRequire } from 'node:module'
       const require = createRequire(import.meta.url)
       const { Pool } = require('pg')
       new Pool()`,
      ['pg.Pool'],
    ],
    ['a dynamic import', `const { Pool } = await import('pg'); new Pool()`, ['pg.Pool']],
    ['a class that extends one', `import { Pool } from 'pg'; class Db extends Pool {} new Db()`, ['pg.Pool']],
    ['a global', `setInterval(() => {}, 5)`, ['timers.setInterval']],
    ['a global of globalThis', `globalThis.setInterval(() => {}, 5)`, ['timers.setInterval']],
    ['a global of window', `const timer = window.setInterval(() => {}, 5)`, ['timers.setInterval']],
    [
      'a global by another name',
      `const { setInterval: every } = globalThis; every(() => {}, 5)`,
      ['timers.setInterval'],
    ],
  ])('is found by %s', (_, code, expected) => {
    expect(idsIn(code)).toEqual(expected)
  })

  it.each([
    ['a name of its own', `import { Pool } from './pool.js'; new Pool()`],
    [
      'a variable of the same name',
      `import { Pool } from 'pg'; export function f(Pool) { return new Pool() }`,
    ],
    [
      'a function of the same name',
      `import net from 'net'; function f() { function setInterval() {} setInterval() }`,
    ],
    ['a parameter of the same name', `import net from 'net'; export const f = (net) => net.createServer()`],
    ['a caught error of the same name', `import net from 'net'; try {} catch (net) { net.createServer() }`],
    ['the name of a function expression', `import net from 'net'; (function net() { net.createServer() })()`],
    ['a class of the same name', `import { Pool } from 'pg'; { class Pool {} new Pool() }`],
    ['a hoisted variable', `import net from 'net'; function f() { net.createServer(); var net = 5 }`],
  ])('is not taken for %s', (_, code) => {
    expect(idsIn(code)).toEqual([])
  })
})

function idsIn(code: string): readonly string[] {
  return analyseCode(code).acquisitions.map(({ resource }) => resource.id)
}
