import { createProbe } from '@watertight/probe'
import type { Probe } from '@watertight/probe'
import { expect, test } from 'vitest'
import { listSessions } from '../../src/index.ts'
import type { RecordEntry } from '../../src/index.ts'
import { lifecycleForTest } from '../lifecycle-for-test.ts'
import { createTrial } from '../survivors.ts'

const onPosix = test.skipIf(process.platform === 'win32')

onPosix('records what is owned beside a child that could not be read', async () => {
  const { lifecycle, directory } = lifecycleForTest({ probe: blindToOthers(), reaper: false })
  const folder = lifecycle.tempDir()
  const child = await lifecycle.spawn('sleep', ['60'], { env: createTrial().env })
  expect(recorded(directory)).toMatchObject([{ kind: 'path', path: folder.value }])
  await child.release()
  expect(recorded(directory)).toMatchObject([{ kind: 'path', path: folder.value }])
})

onPosix('keeps the record as long as such a child is owned, for what carries its mark', async () => {
  const { lifecycle, directory, records } = lifecycleForTest({ probe: blindToOthers(), reaper: false })
  const trial = createTrial()
  const child = await lifecycle.spawn('sleep', ['60'], { env: trial.env })
  expect(recorded(directory)).toEqual([])
  expect(records()).toHaveLength(1)
  await child.release()
  expect(records()).toEqual([])
  expect(trial.living()).toEqual([])
})

/** What is read of a child while no descriptor is left (EMFILE): nothing. */
function blindToOthers(): Probe {
  const probe = createProbe()
  return { ...probe, readProcess: (pid) => (pid === process.pid ? probe.readProcess(pid) : null) }
}

function recorded(directory: string): readonly RecordEntry[] {
  return listSessions({ directories: [directory] }).flatMap((session) => {
    if (session.state === 'refused') throw new Error(`The record is refused: ${session.reason}.`)
    return session.record.entries
  })
}
