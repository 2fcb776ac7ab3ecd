import { expect, test } from 'vitest'
import { type Finding, KINDS, type Kind, lintRuleOf, type ScopeKind } from '../src/index.ts'

interface Leak {
  readonly kind?: Kind
  readonly scope?: ScopeKind
  readonly status?: Finding['status']
  readonly placedIn?: string
}

/** The rule named for the line of a source that ends in `// here`. */
function ruleFor(source: string, leak: Leak = {}): string | undefined {
  const { kind = 'server', scope = 'test', status = 'leaked', placedIn = 'a.test.ts' } = leak
  const line = source.split('\n').findIndex((text) => text.endsWith('// here')) + 1
  const owner = { scope, id: '1', name: 'serves', file: 'a.test.ts' }
  return lintRuleOf({ kind, status, owner, place: { file: placedIn, line, column: 1 } }, source)
}

const inTest = (...lines: string[]) =>
  ["test('serves', async () => {", ...lines.map((line) => `  ${line}`), '})'].join('\n')
const inHook = (...lines: string[]) => inTest(...lines).replace("test('serves', ", 'beforeEach(')

test('what the body of a test opens and nobody closes is a matter of require-release', () => {
  expect(ruleFor(inTest('const server = createServer().listen(0) // here', 'server.ref()'))).toBe(
    'require-release',
  )
  expect(ruleFor(inTest('createServer().listen(0) // here'))).toBe('require-release')
  expect(ruleFor(inTest('setInterval(poll, 50) // here'), { kind: 'timer' })).toBe('require-release')
})

test('what a hook or a fixture opens is a matter of require-fixture-teardown', () => {
  expect(ruleFor(inHook('createServer().listen(0) // here'))).toBe('require-fixture-teardown')
  const fixture =
    'const it = test.extend({\n  server: async ({}, use) => {\n    await use(createServer().listen(0)) // here\n  },\n})'
  expect(ruleFor(fixture)).toBe('require-fixture-teardown')
})

test('what the file itself opens is a matter of require-fixture-teardown', () => {
  expect(ruleFor('const server = createServer().listen(0) // here', { scope: 'file' })).toBe(
    'require-fixture-teardown',
  )
})

test('a statement over several lines is seen from its end', () => {
  const source = inTest(
    'const server = createServer((request, response) => {',
    '  response.end()',
    '}).listen(0) // here',
  )
  expect(ruleFor(source)).toBe('require-release')
})

test('a client that is made on one line and connected on another is one client', () => {
  const source = inTest(
    'const client = new Client()',
    'await client.connect() // here',
    "await client.query('select 1')",
  )
  expect(ruleFor(source, { kind: 'socket' })).toBe('require-release')
})

test.each([
  ['handed to a function', 'await portOf(server)'],
  ['put into a collection', 'servers.push(server)'],
  ['returned', 'return server'],
  ['stored', 'context.server = server'],
  ['closed', 'if (done) await server.close()'],
  ['unref’d', 'server.unref()'],
])('no rule is named for what is %s', (_how, line) => {
  expect(ruleFor(inTest('const server = createServer().listen(0) // here', line))).toBeUndefined()
})

test('a comment, a text, a property and another test may use the same word', () => {
  const lines = [
    'const server = createServer().listen(0) // here',
    "log('server', { server: 1 }) // the server is up",
  ]
  expect(ruleFor(`${inTest(...lines)}\n${inTest('await close(server)')}`)).toBe('require-release')
})

test('no rule is named for what a function of the file opens: who calls it cannot be told', () => {
  const source = 'function start() {\n  createServer().listen(0) // here\n}\n'
  expect(ruleFor(source)).toBeUndefined()
})

test('no rule is named for what another module opened', () => {
  expect(ruleFor(inTest('createServer().listen(0) // here'), { placedIn: 'src/app.ts' })).toBeUndefined()
})

test('no rule is named for what was released in the end', () => {
  expect(ruleFor(inTest('createServer().listen(0) // here'), { status: 'held' })).toBeUndefined()
})

test('no rule is named for a place that the source does not have', () => {
  expect(ruleFor('')).toBeUndefined()
})

test('no rule sees memory, listeners that pile up, native descriptors or what a child leaves behind', () => {
  const unseen: readonly Kind[] = [
    'heap-memory',
    'buffer-memory',
    'native-memory',
    'listener',
    'native-descriptor',
    'orphan-process',
  ]
  const source = inTest('createServer().listen(setInterval(openSync(watch(new Worker())))) // here')
  expect(unseen.filter((kind) => ruleFor(source, { kind }) !== undefined)).toEqual([])
})

test('a long or odd source is read in time that grows with its length', () => {
  const odd = ['$', '(((', '\\', '   ', ')', '`\'"']
  const source = Array.from({ length: 20_000 }, (_, at) => odd[at % odd.length]).join('\n')
  const named = (Object.keys(KINDS) as Kind[]).map((kind) => ruleFor(`${source}\n) // here`, { kind }))
  expect(new Set(named)).toEqual(new Set([undefined]))
})
