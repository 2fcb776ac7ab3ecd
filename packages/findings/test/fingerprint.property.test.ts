import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Facts, type Fingerprinted, fingerprintOf, KINDS, type Owner } from '../src/index.ts'

/** What differs from machine to machine and from run to run. */
interface Surroundings {
  readonly root: string
  readonly temporary: string
  readonly tools: string
  readonly port: number
  readonly pid: number
  readonly suffix: string
  readonly uuid: string
  readonly line: number
  readonly function: string | undefined
  readonly lastFileOfWorker: string
}

const folder = fc.stringMatching(/^[a-z][a-z\d]{0,8}$/)
const identifier = fc.stringMatching(/^[A-Za-z_$][\w$]{0,12}$/)
const surroundings: fc.Arbitrary<Surroundings> = fc.record({
  root: fc.oneof(
    fc.array(folder, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}/shop/app`),
    folder.map((user) => `C:\\Users\\${user}\\shop\\app`),
  ),
  temporary: fc.oneof(
    fc.constantFrom('/tmp', '/var/tmp', '/private/tmp', '/dev/shm'),
    folder.map((name) => `/var/folders/${name}/T`),
    folder.map((user) => `C:/Users/${user}/AppData/Local/Temp`),
  ),
  tools: fc.constantFrom('/usr/bin', '/usr/local/bin', '/home/ada/.nvm/versions/node/v24.1.0/bin'),
  port: fc.integer({ min: 1024, max: 65_535 }),
  pid: fc.integer({ min: 2, max: 4_194_304 }),
  // As `mkdtemp` makes them; one that is a word by chance would be kept, and is rare.
  suffix: fc.stringMatching(/^[a-z][A-Z]\d[A-Za-z\d]{3}$/),
  uuid: fc.uuid(),
  line: fc.integer({ min: 1, max: 100_000 }),
  function: fc.option(identifier, { nil: undefined }),
  lastFileOfWorker: folder.map((name) => `test/${name}.test.ts`),
})

/** One leak of each sort, as it is seen in some surroundings. */
const LEAKS: Readonly<Record<string, (here: Surroundings) => Fingerprinted>> = {
  'a server': (here) => at(here, { kind: 'server', protocol: 'http', localPort: here.port, fd: here.pid }),
  'a server of another test': (here) =>
    at(here, { kind: 'server', protocol: 'http' }, { name: 'deletes a user' }),
  'the second server of that test': (here) => ({ ...at(here, { kind: 'server', protocol: 'http' }), nth: 2 }),
  'a server of its suite': (here) => at(here, { kind: 'server', protocol: 'http' }, { scope: 'suite' }),
  'a server of a worker': (here) =>
    at(
      here,
      { kind: 'server', protocol: 'http' },
      { scope: 'worker', name: here.lastFileOfWorker, file: here.lastFileOfWorker },
    ),
  'a file below the root': (here) => at(here, { kind: 'file-handle', path: `${here.root}/data/users.csv` }),
  'another file below the root': (here) =>
    at(here, { kind: 'file-handle', path: `${here.root}/data/orders.csv` }),
  'a folder that mkdtemp made in the project': (here) =>
    at(here, { kind: 'watcher', path: `${here.root}/.cache/shop-${here.suffix}/in` }),
  'a temporary path': (here) => at(here, { kind: 'temp-dir', path: `${here.temporary}/shop-${here.suffix}` }),
  'a child': (here) =>
    at(here, {
      kind: 'child-process',
      pid: here.pid,
      command: `${here.tools}/node ${here.root}/server.js --port=${here.port} --data=${here.temporary}/db-${here.suffix}`,
    }),
  'a child with another program': (here) =>
    at(here, {
      kind: 'child-process',
      pid: here.pid,
      command: `${here.tools}/node ${here.root}/worker.js --port=${here.port} --data=${here.temporary}/db-${here.suffix}`,
    }),
  'a response': (here) =>
    at(here, {
      kind: 'response-body',
      url: `GET http://127.0.0.1:${here.port}/users/${here.uuid}?at=${here.pid}`,
    }),
  'what a command left': (here) => ({
    ...at(here, { kind: 'orphan-process', pid: here.pid, command: `sleep ${here.pid}` }),
    owner: {
      scope: 'run',
      id: '',
      file: '',
      name: `sh ${here.root}/suite.sh --out ${here.temporary}/out-${here.suffix}`,
    },
    place: undefined,
  }),
  'opened in a package beside the root': (here) => ({
    ...at(here, { kind: 'server', protocol: 'http' }),
    place: { file: `${here.root.replace(/app$/, 'lib')}/open.ts`, line: here.line, column: 3 },
  }),
}

const names = Object.keys(LEAKS)

test.each(names)('%s has the same fingerprint everywhere', (name) => {
  const leak = LEAKS[name] as (here: Surroundings) => Fingerprinted
  fc.assert(
    fc.property(surroundings, surroundings, (here, there) => {
      expect(fingerprintOf(leak(there))).toBe(fingerprintOf(leak(here)))
    }),
  )
})

test('no two of them are taken for each other, wherever they are seen', () => {
  fc.assert(
    fc.property(surroundings, (here) => {
      expect(new Set(Object.values(LEAKS).map((leak) => fingerprintOf(leak(here)))).size).toBe(names.length)
    }),
  )
})

test('any two kinds, owners and acquiring files are told apart', () => {
  const seen = fc.record({
    kind: fc.constantFrom(...(Object.keys(KINDS) as Facts['kind'][])),
    name: fc.string({ minLength: 1 }),
    file: folder,
    place: folder,
  })
  fc.assert(
    fc.property(seen, seen, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other))
      const [a, b] = [one, other].map(({ kind, name, file, place }) =>
        fingerprintOf({
          facts: { kind },
          owner: { scope: 'test', id: '', name, file },
          place: { file: `/shop/${place}.ts`, line: 1, column: 1 },
          root: '/shop',
        }),
      )
      expect(a).not.toBe(b)
    }),
  )
})

test('how many of one origin were folded into a finding makes no other leak of it', () => {
  fc.assert(
    fc.property(surroundings, fc.nat(), fc.nat(), (here, count, other) => {
      const [a, b] = [count, other].map((each) => fingerprintOf(at(here, { kind: 'timer', count: each })))
      expect(a).toBe(b)
    }),
  )
})

function at(
  { root, line, function: name }: Surroundings,
  facts: Facts,
  change: Partial<Owner> = {},
): Fingerprinted {
  return {
    facts,
    owner: { scope: 'test', id: String(line), name: 'creates a user', file: 'test/api.test.ts', ...change },
    place: {
      file: `${root}/test/helper.ts`,
      line,
      column: line,
      ...(name === undefined ? {} : { function: name }),
    },
    root,
  }
}
