import { createProbe } from '@watertight/probe'
import { expect, test } from 'vitest'
import { lifecycleForTest } from '../lifecycle-for-test.ts'
import { createTrial } from '../survivors.ts'

// What macOS gets, with the `ps` of this system.
const probe = createProbe({ portable: true, platform: 'darwin' })
const withPs = test.skipIf(probe.readProcess(process.pid) === null)

withPs('ends a process with its descendants, and with what has left them but not the group', async () => {
  const { lifecycle, told } = lifecycleForTest({ probe, reaper: false })
  const trial = createTrial()
  const script = '(sleep 300 & sleep 300 &) ; sleep 300 & echo up; wait'
  const started = await lifecycle.spawn('sh', ['-c', script], { env: trial.env, ready: { line: 'up' } })
  expect(trial.living('sleep 300')).toHaveLength(3)
  await started.release()
  expect(trial.living()).toEqual([])
  expect(told).toEqual([])
})
