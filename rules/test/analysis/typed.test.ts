import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import requireRelease from '../../src/rules/require-release.ts'

const FILES = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: { strict: true, module: 'nodenext', target: 'es2022', noEmit: true, skipLibCheck: true },
    include: ['src'],
  }),
  'package.json': JSON.stringify({ type: 'module' }),
  'src/db.ts': `
    import { Client, Pool } from 'pg'
    export class Tracing extends Pool {}
    let kept: Client | undefined
    export function createDb() { const pool = new Pool(); pool.query('select 1'); return pool }
    export async function connectDb() { const client = new Client(); await client.connect(); return client }
    export function createTracing() { const pool = new Tracing(); pool.query('select 1'); return pool }
    export const makeDb = () => createDb()
    export function getDb() { return createDb() }
    export async function connectOnce() { kept ??= await connectDb(); return kept }
    export async function connectKept() { if (!kept) kept = await connectDb(); return kept }
    export function createTracked(all: Pool[]) { const pool = createDb(); all.push(pool); return pool }
    export function createName() { return 'pool' }`,
  'src/shared.ts': `
    import { Pool } from 'pg'
    export const pool = new Pool()
    export function createDb() { const other = new Pool(); other.query('select 1'); return other }`,
  'src/use.ts': '',
}
const CREATING = [
  ['creates', `import { createDb } from './db.js'`, 'createDb()', 'Pool', 'pg'],
  ['connects, asynchronously', `import { connectDb } from './db.js'`, 'await connectDb()', 'Client', 'pg'],
  ['is exported by a namespace', `import * as db from './db.js'`, 'db.createDb()', 'Pool', 'pg'],
  [
    'creates what extends a resource',
    `import { createTracing } from './db.js'`,
    'createTracing()',
    'Pool',
    'pg',
  ],
] as const

const LEFT_ALONE = [
  ['is named as a getter', `import { getDb } from './db.js'`, 'getDb()'],
  ['keeps what it made', `import { connectOnce } from './db.js'`, 'await connectOnce()'],
  ['returns what its module keeps', `import { connectKept } from './db.js'`, 'await connectKept()'],
  ['hands it to somebody else as well', `import { createTracked } from './db.js'`, 'createTracked([])'],
  ['stands beside an exported one', `import { createDb } from './shared.js'`, 'createDb()'],
  ['returns something else', `import { createName } from './db.js'`, 'createName()'],
] as const

const LOADING_TYPES_MS = 120_000
const repository = fileURLToPath(new URL('../../../', import.meta.url))
let folder = ''
/** What the rule says of each text, with types. */
const typed = new Map<string, readonly string[]>()

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'watertight-typed-'))
  for (const [path, text] of Object.entries(FILES)) write(path, text)
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'dir')
  // TypeScript keeps each program that it makes: that is no test's doing, so that all are made here.
  for (const [, imports, call] of [...CREATING, ...LEFT_ALONE]) {
    for (const text of [leaky(imports, call), repaired(imports, call)]) typed.set(text, lint(text))
  }
}, LOADING_TYPES_MS)
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('functions of other files, where the linter has types', () => {
  it.each(CREATING)('acquire, if one %s', (_, imports, call, name, module) => {
    const through = `\`${name}\` from ${module} (through \`${call.replace('await ', '')}\`) is opened`
    expect(typed.get(leaky(imports, call))).toEqual([expect.stringContaining(through)])
    expect(typed.get(repaired(imports, call))).toEqual([])
    expect(lint(leaky(imports, call), false)).toEqual([])
  })

  it.each(LEFT_ALONE)('are left alone, if one %s', (_, imports, call) => {
    expect(typed.get(leaky(imports, call))).toEqual([])
  })
})

function leaky(imports: string, call: string): string {
  return code(imports, `const held: any = ${call}; await held.query('')`)
}

function repaired(imports: string, call: string): string {
  return code(imports, `const held = ${call}; try { await held.query('') } finally { await held.end() }`)
}

function code(imports: string, body: string): string {
  return `${imports}\nexport async function read() { ${body} }\n`
}

function lint(text: string, withTypes = true): readonly string[] {
  write('src/use.ts', text)
  const parserOptions = withTypes ? { projectService: true, tsconfigRootDir: folder } : {}
  const config = {
    files: ['**/*.ts'],
    plugins: { watertight: { rules: { 'require-release': requireRelease } } },
    languageOptions: { parser: tseslint.parser, parserOptions },
    rules: { 'watertight/require-release': 'error' },
  }
  const linter = new Linter({ cwd: folder })
  const found = linter.verify(text, [config as unknown as Linter.Config], join(folder, 'src/use.ts'))
  return found.map(({ message }) => message)
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
