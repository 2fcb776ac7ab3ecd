import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runProcess } from '../../../reporter/test/e2e/run-process.ts'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

interface CrashReport {
  readonly read: number
  readonly crashes: readonly string[]
  readonly broken: readonly string[]
}

test(
  'no rule crashes, or says or suggests broken things, on 5,000 files of installed packages',
  { timeout: 600_000 },
  async () => {
    const script = join(repository, 'rules', 'corpus', 'crash.mjs')
    const args = [script, join(repository, 'node_modules'), '5500']
    const { stdout, stderr } = await runProcess({
      command: process.execPath,
      args,
      cwd: repository,
      timeoutMs: 590_000,
    })
    const report = JSON.parse(stdout || JSON.stringify(stderr)) as CrashReport
    expect(report).toMatchObject({ crashes: [], broken: [] })
    expect(report.read).toBeGreaterThanOrEqual(5000)
  },
)
