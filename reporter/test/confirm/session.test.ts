import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createProbe } from '@watertight/probe'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startScript, until } from '../../../packages/probe/test/started.ts'
import { openSession } from '../../src/confirm/session.ts'
import { WatertightReporter } from '../../src/main/reporter.ts'
import { META_KEY } from '../../src/worker/file-record.ts'
import { recordOf } from '../records.ts'
import { tempFolder } from '../temp-folder.ts'

const probe = createProbe()
const onPosix = test.skipIf(process.platform === 'win32')

onPosix.each([
  ['ends the processes that a round leaked', {}, false],
  ['leaves them alone where the project says so', { reap: false }, true],
] as const)('%s', async (_, options, isAlive) => {
  const { pid } = await startScript('echo; exec sleep 60')
  await until(() => probe.readProcess(pid)?.command === 'sleep 60')
  const identity = probe.readProcess(pid)?.identity ?? { pid, startTicks: 0, bootId: '' }
  const leaked = { ...identity, command: 'sleep 60', owner: 'creates a user' }
  const root = projectOf([new WatertightReporter(options)], recordOf({}, { processes: [leaked] }))
  const session = await openSession({ root })
  const file = { project: '', path: 'api.test.ts', names: null }
  expect(await session.run({ runs: 2, how: 'reload', files: [file] }, vi.fn())).toHaveLength(1)
  expect(probe.isAlive(identity)).toBe(isAlive)
})

/** A project whose Vitest runs one file, which leaves this record. */
function projectOf(reporters: readonly object[], record: object): string {
  const root = tempFolder()
  const moduleId = join(root, 'api.test.ts')
  const project = { name: '', config: { setupFiles: [] }, provide: vi.fn() }
  const task = { filepath: moduleId, meta: { [META_KEY]: record } }
  installVitest(root, {
    version: '4.1.0',
    config: { root },
    projects: [project],
    reporters,
    globTestSpecifications: () => Promise.resolve([{ moduleId, project }]),
    runTestSpecifications: () => Promise.resolve({ testModules: [{ task, project }] }),
  })
  return root
}

/** What is loaded from the project as `vitest/node` hands this out. */
function installVitest(root: string, vitest: object): void {
  const folder = join(root, 'node_modules/vitest')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "exports": { "./node": "./node.mjs" } }')
  const slot = `vitest of ${root}`
  writeFileSync(
    join(folder, 'node.mjs'),
    `export const createVitest = () => globalThis[${JSON.stringify(slot)}]\n`,
  )
  vi.stubGlobal(slot, vitest)
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
}
