import { expect, test } from 'vitest'
import type { ThrowPolicy } from '../../src/analysis/paths.ts'
import { exitsIn } from './exits-in.ts'

const cases: [title: string, code: string, exits: string[], throws?: ThrowPolicy][] = [
  [
    'finds an await that throws before the release (a commit before a release)',
    'async function f() { const c = await open(); await commit(); c.close() }',
    ['throw: await commit()'],
  ],
  [
    'accepts the same in try and finally',
    'async function f() { const c = await open(); try { await commit() } finally { c.close() } }',
    [],
  ],
  [
    'finds the await between the acquisition and the try',
    'async function f() { const c = await open(); await begin(); try { await commit() } finally { c.close() } }',
    ['throw: await begin()'],
  ],
  [
    'finds a catch that forgets to release',
    'async function f() { const c = await open(); try { const r = await query(); c.close(); return r } catch (e) { return null } }',
    ['return: return null'],
  ],
  [
    'accepts a catch that releases',
    'async function f() { const c = await open(); try { const r = await query(); c.close(); return r } catch (e) { c.close(); return null } }',
    [],
  ],
  [
    'finds a release that is not in finally',
    'async function f() { const c = await open(); try { await query(); c.close() } catch (e) { log(e) } }',
    ['end'],
  ],
  [
    'accepts a release behind a catch that goes on',
    'async function f() { const c = await open(); try { await query() } catch (e) { log(e) } c.close() }',
    [],
  ],
  [
    'finds a catch that throws again',
    'async function f() { const c = await open(); try { await query() } catch (e) { throw e } c.close() }',
    ['throw: throw e'],
  ],
  [
    'accepts a catch that throws again under a finally',
    'async function f() { const c = await open(); try { await query() } catch (e) { throw e } finally { c.close() } }',
    [],
  ],
  [
    'finds a browser closed only on success',
    'test("a", async () => { const c = await open(); const page = await c.newPage(); await page.goto("/"); await c.close() })',
    ['throw: await c.newPage()', 'throw: await page.goto("/")'],
  ],
  [
    'accepts a browser closed in finally',
    'test("a", async () => { const c = await open(); try { const page = await c.newPage(); await page.goto("/") } finally { await c.close() } })',
    [],
  ],
  [
    'finds a factory whose second step throws before it returns',
    'async function f() { const c = await open(); await migrate(c); return c }',
    ['throw: await migrate(c)'],
  ],
  [
    'accepts a factory that releases when its second step throws',
    'async function f() { const c = await open(); try { await migrate(c) } catch (e) { await c.close(); throw e } return c }',
    [],
  ],
  [
    'finds each fallible step of a factory once',
    'async function f() { const c = await open(); await a(); await b(); await d(); return c }',
    ['throw: await a()', 'throw: await b()', 'throw: await d()'],
  ],
  [
    'finds a throw statement',
    'function f(x) { const c = open(); if (x) throw new Error("x"); c.close() }',
    ['throw: throw new Error("x")'],
    'throw-statements',
  ],
  [
    'accepts a throw statement after the release',
    'function f(x) { const c = open(); if (x) { c.close(); throw new Error("x") } c.close() }',
    [],
    'throw-statements',
  ],
  [
    'counts assert.fail as a throw statement',
    'function f(x) { const c = open(); if (x) assert.fail(); c.close() }',
    ['throw: assert.fail()'],
    'throw-statements',
  ],
  [
    'counts expect.unreachable as a throw statement',
    'function f(x) { const c = open(); if (x) expect.unreachable(); c.close() }',
    ['throw: expect.unreachable()'],
    'throw-statements',
  ],
  [
    'leaves throw statements alone where nothing counts',
    'function f(x) { const c = open(); if (x) throw new Error("x"); c.close() }',
    [],
    'none',
  ],
  [
    'leaves awaits alone where only statements count',
    'async function f() { const c = await open(); await work(); c.close() }',
    [],
    'throw-statements',
  ],
  [
    'leaves calls alone where only awaits count',
    'function f() { const c = open(); work(); c.close() }',
    [],
    'awaits',
  ],
  [
    'finds calls where they count',
    'function f() { const c = open(); work(); new Thing(); c.close() }',
    ['throw: work()', 'throw: new Thing()'],
    'calls',
  ],
  [
    'leaves harmless calls alone',
    'function f() { const c = open(); console.log(1); clearTimeout(t); Math.max(1); JSON.stringify(1); c.on("x", y); new Map(); c.close() }',
    [],
    'calls',
  ],
  [
    'counts an awaited call once',
    'async function f() { const c = open(); await work(); c.close() }',
    ['throw: await work()'],
    'calls',
  ],
  [
    'leaves the release itself alone',
    'async function f() { const c = await open(); await c.close() }',
    [],
    'calls',
  ],
  [
    'finds an await in the arguments of the release',
    'async function f() { const c = await open(); c.close(await last()) }',
    ['throw: await last()'],
  ],
  [
    'leaves the release among others alone',
    'async function f() { const c = await open(); await Promise.all([c.close(), other()]) }',
    [],
  ],
  [
    'leaves the opening alone',
    'async function f() { const c = new Open(); await c.connect(); await c.close() }',
    [],
  ],
  [
    'leaves the wait for the opening alone',
    'async function f() { const c = open(); await once(c, "listening"); await new Promise((resolve, reject) => c.listen(0, resolve)); c.close() }',
    [],
  ],
  [
    'finds other waits for the resource',
    'async function f() { const c = open(); await once(c, "message"); c.close() }',
    ['throw: await once(c, "message")'],
  ],
  [
    'leaves promises that are never rejected alone',
    'async function f() { const c = open(); await new Promise((resolve) => setImmediate(resolve)); await sleep(1); await Promise.allSettled(all); await work().catch(() => {}); c.close() }',
    [],
  ],
  [
    'finds a promise that can be rejected',
    'async function f() { const c = open(); await new Promise((resolve, reject) => work(resolve, reject)); c.close() }',
    ['throw: await new Promise((resolve, reject) => work(resolve, reject))'],
  ],
  [
    'finds a yield, after which a generator may be ended',
    'function* f() { const c = open(); yield 1; c.close() }',
    ['throw: yield 1'],
  ],
  [
    'accepts a yield under finally',
    'function* f() { const c = open(); try { yield 1 } finally { c.close() } }',
    [],
  ],
  [
    'finds a throwing asynchronous iteration',
    'async function f() { const c = open(); for await (const row of rows) log(row); c.close() }',
    ['throw: for await (const row of rows) log(row)'],
  ],
  [
    'accepts an asynchronous iteration under finally',
    'async function f() { const c = open(); try { for await (const row of rows) log(row) } finally { c.close() } }',
    [],
  ],
  [
    'finds nothing in a catch that only the acquisition reaches',
    'async function f() { let c; try { c = await open() } catch (e) { return null } c.close() }',
    [],
  ],
  [
    'finds a later throw of the block that acquires',
    'async function f() { let c; try { c = await open(); await work() } catch (e) { return null } c.close() }',
    ['return: return null'],
  ],
  [
    'accepts the later throw if the catch releases what there is',
    'async function f() { let c; try { c = await open(); await work() } catch (e) { c?.close(); return null } c.close() }',
    [],
  ],
  [
    'accepts a finally that releases what there is',
    'async function f() { let c; try { c = await open(); return await work() } finally { if (c) await c.close() } }',
    [],
  ],
  [
    'accepts a finally that asks further',
    'async function f() { let c; try { c = await open(); return await work() } finally { if (c !== undefined && !c.closed) await c.close() } }',
    [],
  ],
  [
    'takes the calls of a try block without awaits for what its catch is for',
    'function f() { const c = open(); try { work(); c.close() } catch { return null } }',
    ['return: return null'],
  ],
  [
    'takes nothing else for it where the block acquires',
    'function f() { try { const c = open(); work(); c.close() } catch { return null } }',
    [],
  ],
  [
    'takes nothing else for it where the block awaits',
    'async function f() { const c = open(); try { log(); await c.close() } catch (e) { report(e) } }',
    [],
  ],
  [
    'evaluates what is returned before finally runs',
    'async function f() { const c = await open(); try { return await query() } finally { c.close() } }',
    [],
  ],
  [
    'finds a finally that releases only sometimes',
    'async function f(x) { const c = await open(); try { await work() } finally { if (x) c.close() } }',
    ['throw: await work()', 'end'],
  ],
  [
    'accepts a flag that tells finally how far the block came',
    'async function f() { const c = await open(); let isDone = false; try { await work(); isDone = true } finally { if (!isDone) c.close() } return c }',
    [],
  ],
  [
    'accepts a flag that a catch sets',
    'async function f() { const c = await open(); let failed = false; try { await work() } catch { failed = true } if (failed) { c.close(); return null } return c }',
    [],
  ],
  [
    'accepts a finally that ends all ways out by its own return',
    'async function f() { const c = await open(); try { await work() } finally { c.close(); return 1 } }',
    [],
  ],
  [
    'finds a finally that returns before it releases',
    'async function f(x) { const c = await open(); try { await work() } finally { if (x) return 1; c.close() } }',
    ['return: return 1'],
  ],
  [
    'follows a throw through an inner finally to an outer release',
    'async function f() { const c = await open(); try { try { await work() } finally { log() } } finally { c.close() } }',
    [],
  ],
  [
    'follows a throw through an inner finally to the outside',
    'async function f() { const c = await open(); try { await work() } finally { log() } c.close() }',
    ['throw: await work()'],
  ],
  [
    'finds a throw inside of finally',
    'async function f() { const c = await open(); try { work() } finally { await last(); c.close() } }',
    ['throw: await last()'],
  ],
  [
    'finds a catch that awaits before it releases',
    'async function f() { const c = await open(); try { await work(); c.close() } catch { await rollback(); c.close() } }',
    ['throw: await rollback()'],
  ],
  [
    'accepts a rollback in its own try',
    'async function f() { const c = await open(); try { await work() } catch (e) { try { await rollback() } catch {} throw e } finally { c.close() } }',
    [],
  ],
  [
    'accepts an error that comes in place of the resource',
    'async function f() { const [error, c] = await attempt(open()); if (error) return null; c.close() }',
    [],
  ],
]

test.each(cases)('%s', (_title, code, exits, throws) => {
  expect(exitsIn(code, throws)).toEqual(exits)
})
