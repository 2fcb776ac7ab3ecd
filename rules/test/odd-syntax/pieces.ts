/** What every odd file may use; the names below are those of real libraries, so that rules look closely. */
export const HEADER = `import pg, { Pool, Client as PgClient } from 'pg'
import * as http from 'node:http'
import { createServer } from 'net'
import { open, createReadStream as stream } from 'node:fs'
import { spawn } from 'node:child_process'
import { Worker } from 'node:worker_threads'
import Redis from 'ioredis'
import express from 'express'
import { test, it, beforeEach, afterEach, beforeAll, afterAll, describe, onTestFinished } from 'vitest'
`

/** Expressions that acquire, release or mention a resource. */
export const SEEDS = [
  'new Pool()',
  'new Pool',
  'new pg.Pool({ max: 1 })',
  'new pg["Pool"]()',
  'new (class extends Pool {})()',
  'new (cond ? Pool : PgClient)()',
  'new Pool(...args)',
  'new Pool().connect?.()',
  'pool.connect()',
  'pool?.end?.()',
  'pool["end"]()',
  'pool[Symbol.asyncDispose]()',
  'pool.end(done)',
  'Promise.all([pool.end(), ...clients.map((client) => client.end())])',
  'createServer().listen(0).on("close", f).unref()',
  'http.createServer(f)[`listen`](0)',
  'setInterval(f, 1)',
  'setInterval?.(f)',
  'clearInterval(id)',
  'stream("x").pipe(stream("y"))',
  'open("x", (error, fd) => fd)',
  'spawn("x").once("exit", f)',
  'new Worker(new URL("x", import.meta.url))',
  'new Redis',
  'require("pg").Pool',
  'new (require("pg").Pool)()',
  'import("pg").then(({ Pool }) => new Pool())',
  'express().get("/", async (request, response) => { new Pool() })',
  'beforeEach(async () => { pool = new Pool() })',
  'afterEach(() => pool.end())',
  'test.extend({ pool: async ({}, use) => { await use(new Pool()) } })',
  'test.extend({ pool: [async ({}, use) => use(new Pool()), { scope: "file" }] })',
  'test("x", async ({ onTestFinished }) => { onTestFinished(new Pool().end) })',
  'test',
  'describe.each([[1]])("%s", (n) => { beforeAll(() => new Pool()) })',
  'describe["skip"]?.()',
  'it.each`a\n${1}`("x", () => new Pool())',
] as const

/** Places for one expression, `@`, that syntax allows and hardly anybody writes; each is an expression itself. */
export const EXPRESSION_PLACES = [
  '(@)',
  '(0, @)',
  '[, @, ...[@]]',
  '({ [@]: @, ...@ })',
  '({ get a() { return @ }, set a(v) { @ }, async *b() { yield* @ }, ["c"]: @, __proto__: null })',
  '(({ a = @, [`b`]: { ...c } = @, ...d }, [e = @, , ...f] = @) => a)',
  'async ({ x = await0(@) } = @) => await @',
  '((a = @) => { return })',
  'function* named(a = @) { const b = yield @; yield* [@]; return b }',
  'async function* generator() { for await (const a of @) yield a }',
  '(class { static #a = @; #b = @; [@] = @; static { const a = @; this.#c(a) } static #c() {} get #d() { return @ } })',
  '(class Own extends (@, Object) { constructor() { super(@); super.a?.(@); new.target } static async *[Symbol.iterator]() { yield @ } accessor() {} })',
  '(@ ? @ : @)',
  '(@ ?? (@ || @ && !@))',
  '(a ??= @)',
  '([a, ...b.c] = @)',
  '({ a: b.c, ["d"]: e = @, ...f[0] } = @)',
  '(a.b.c = d["e"] = @)',
  '`${@}${`${@}`}`',
  'tag`${@}`',
  '(void @, typeof @, delete @.a, -@, +@)',
  '(@)?.[@]?.(@)',
  '(@).a.b.c.d(...@, @)',
  'new (@)',
  'new (@)(...@)',
  '(class { #own; a = #own in @; b = "c" in @ })',
  'import.meta[@]',
  'import(@)',
  'a?.[@]',
  '(function () { return arguments[@] })',
  '(() => ({}))(@)',
  '/[/\\]]+/dgimsuy.exec(@)',
  '(10n ** BigInt(@))',
  '(async () => { await using a = @; using b = @ })',
] as const

/** Statements around one expression. */
export const STATEMENT_PLACES = [
  '@',
  ';;; @',
  'const a = @',
  'let [a, , b = @, ...c] = @, { d, e: { f = @ } = {}, ...g } = @',
  'var a = @; var a; a = @; a = null; a ||= @',
  'using a = @',
  'await using a = @, b = @',
  'for (using a of @) a',
  'for await (await using a of @) a',
  'outer: for (let i = @; ; i++) { inner: for (;;) { if (@) continue outer; break inner } break }',
  'for (const a in @) ; for (a.b of @) ; for (var c of [@]) continue',
  'do @; while (@)',
  'while (@) { break }',
  'switch (@) { case @: { @; break } default: @; case 1: }',
  'label: { @; break label }',
  'try { @ } catch { @ } finally { @ }',
  'try { throw @ } catch ({ message = @, ...rest }) { } ',
  'try { } finally { @ }',
  'if (@) @; else if (@) { } else @',
  '{ function inner() { return @ } inner() }',
  'async function a() { try { return await @ } finally { await @ } }',
  'function b() { return @; @ }',
  'class C { field = @; static field = @; method(a = @) { this.field = @; this.field = null; this["field"].end() } static { @ } async [Symbol.asyncDispose]() { await this.field.end() } }',
  'export default @',
  'export default class extends (@) { #field = @ }',
  'export const { a = @, ...b } = @',
  'export async function* handler() { yield @ }',
  'debugger; @',
  'module.exports = { a: @, ...@ }; exports.b = @',
  'globalThis.a = @; globalThis["b"] ??= @; window.c = @',
  'a: b: c: @',
] as const

/** The same, for what only TypeScript has. */
export const TYPESCRIPT_PLACES = [
  'const a = @ as unknown as Pool',
  'const a = (@)!; a!.end!()',
  'const a = <T,>(b: T = @ as T): b is T => true',
  'const a = @ satisfies unknown',
  'let a: typeof import("pg"); a = @',
  'enum E { A = 1, B = `b`.length }; @',
  'namespace N.M { export const a = @ }',
  'declare const b: unique symbol; @',
  'abstract class A { constructor(private readonly pool = @, public b?: number) { } abstract c(): void; declare d: string; protected override e? = @; [key: string]: unknown }',
  '@decorate(@) class D { @inject(@) accessor pool = @; @hook() method(@param() a = @) { } }',
  'export = @',
  'import x = require("pg"); new x.Pool(); @',
  'export import y = N.z; @',
  'function over(a: string): void; function over(a: number): void; function over(this: Pool, a: any = @) { this.end() }',
  'type T = typeof pool extends infer U ? U : never; @',
  'export type { Pool }; export * as all from "pg"; export { default } from "pg"; @',
  'const a = f<Pool>(@); new Map<string, Pool>([[`a`, @]])',
  'const a = f<string>; @',
  'declare module "x" { export const y: number } @',
  'declare global { var z: number } @',
  'interface I { (a: number): void; new (): I; readonly [a: string]: unknown } @',
] as const

/** The same, for JSX. */
export const JSX_PLACES = [
  'const a = <a.b.c {...@} d={@}>{@}{/* nothing */}<></></a.b.c>',
  'export default () => <div ref={(e) => { @ }}>{cond && @}</div>',
  'const a = <x:y z="1" />; @',
] as const
