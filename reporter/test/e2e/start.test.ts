import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { OUR_REPORTERS, runVitest } from './run-vitest.ts'
import { layOutFiles } from './target.ts'

interface Loaded {
  readonly node: string
  readonly modules: readonly string[]
}

// Vitest begins with the longer file: this one, in the same worker.
const LEAVES_SERVER = `
import { once } from 'node:events'
import { createServer } from 'node:net'
import { test } from 'vitest'

const server = createServer()

test('leaves something open for the end of its file', () => once(server.listen(0, '127.0.0.1'), 'listening'))
${'// longer\n'.repeat(100)}`

const LISTS_MODULES = `
import { writeFileSync } from 'node:fs'
import { test } from 'vitest'

test('lists what this worker has loaded', () => {
  const { versions, moduleLoadList: modules } = process
  writeFileSync('loaded.json', JSON.stringify({ node: versions.node, modules }))
})
`

/** What a test file may never use, and would pay for: each takes milliseconds to load. */
const COSTLY =
  /NativeModule (_http_client|crypto|http|http2|https|tls|zlib|sqlite|internal\/deps\/undici\/undici)$/
/** Node 20 and early 22 announce a request by its agent only. */
const NEEDS_AGENT = /^(20|22\.([0-9]|1[01]))\./

const files = { 'lists.test.ts': LISTS_MODULES }

test("nothing of Node's is loaded into a worker that its tests do not use", async () => {
  expect(await addedTo(files, {})).toEqual([])
})

test('a finding takes a digest, and nothing else is loaded for it', async () => {
  const leaking = { 'leaves.test.ts': LEAVES_SERVER, ...files }
  // Vitest 3 may have loaded it itself.
  const others = (await addedTo(leaking, { server: 1 })).filter((name) => name !== 'NativeModule crypto')
  expect(others).toEqual([])
})

/** The costly modules that are loaded with our reporter only. */
async function addedTo(
  sources: Readonly<Record<string, string>>,
  failing: Readonly<Record<string, number>>,
): Promise<string[]> {
  const plain = await loadedWith(['--reporter=default'], sources)
  const observed = await loadedWith(OUR_REPORTERS, sources)
  expect(plain.modules.length).toBeGreaterThan(100)
  expect(observed.report?.summary.failing).toEqual(failing)
  const needed = NEEDS_AGENT.test(observed.node) ? /http$|http_client$/ : /^$/
  return observed.modules.filter(
    (name) => COSTLY.test(name) && !needed.test(name) && !plain.modules.includes(name),
  )
}

async function loadedWith(reporters: readonly string[], sources: Readonly<Record<string, string>>) {
  const project = layOutFiles(sources)
  onTestFinished(project.remove)
  const args = [...reporters, '--pool=forks', '--no-isolate', '--maxWorkers=1']
  const { report } = await runVitest({ cwd: project.path, args })
  return { report, ...(JSON.parse(readFileSync(join(project.path, 'loaded.json'), 'utf8')) as Loaded) }
}
