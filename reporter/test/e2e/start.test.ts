import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { OUR_REPORTERS, runVitest } from './run-vitest.ts'
import { layOutFiles } from './target.ts'

const LISTS_MODULES = `
import { writeFileSync } from 'node:fs'
import { test } from 'vitest'

test('lists what this worker has loaded', () => writeFileSync('loaded.json', JSON.stringify(process.moduleLoadList)))
`

/** What a test file may never use, and would pay for: each takes milliseconds to load. */
const COSTLY =
  /NativeModule (_http_client|crypto|http|http2|https|tls|zlib|sqlite|internal\/deps\/undici\/undici)$/

test("nothing of Node's is loaded into a worker that its tests do not use", async () => {
  const [plain, observed] = [await loadedWith(['--reporter=default']), await loadedWith(OUR_REPORTERS)]
  expect(plain.length).toBeGreaterThan(100)
  // Node 20 and early 22 announce a request by its agent only.
  const needed = /^(20|22\.([0-9]|1[01]))\./.test(process.versions.node) ? /http$|http_client$/ : /^$/
  const added = observed.filter((name) => COSTLY.test(name) && !needed.test(name))
  expect(added.filter((name) => !plain.includes(name))).toEqual([])
})

async function loadedWith(reporters: readonly string[]): Promise<string[]> {
  const project = layOutFiles({ 'lists.test.ts': LISTS_MODULES })
  onTestFinished(project.remove)
  const { exitCode } = await runVitest({ cwd: project.path, args: [...reporters, '--pool=forks'] })
  expect(exitCode).toBe(0)
  return JSON.parse(readFileSync(join(project.path, 'loaded.json'), 'utf8')) as string[]
}
