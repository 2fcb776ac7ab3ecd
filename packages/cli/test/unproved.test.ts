import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isolated } from './owning.ts'
import { watertight } from './watertight.ts'

const WITHOUT_BOOT = fileURLToPath(new URL('commands/without-boot.mjs', import.meta.url))
const env = (): NodeJS.ProcessEnv => ({ ...isolated(), NODE_OPTIONS: `--import=${WITHOUT_BOOT}` })

// Only there is a boot read from files.
const onLinux = test.skipIf(process.platform !== 'linux')

onLinux(
  'sweep does not say that nothing is left where processes are read, but none can be proved',
  async () => {
    const swept = await watertight(['sweep', '--yes'], { env: env() })
    expect(swept).toMatchObject({ exitCode: 0, stdout: '' })
    expect(swept.stderr).toContain('runs leave no record of what they own')
  },
)

onLinux('run does not say it either', async () => {
  const run = await watertight(['run', '--no-cgroup', '--', 'sh', '-c', 'exit 7'], { env: env() })
  expect(run.exitCode).toBe(7)
  expect(run.stderr).toContain('what was left behind could not be looked for')
  expect(run.stderr).toContain('not checked: processes: not even this one can be proved')
})
