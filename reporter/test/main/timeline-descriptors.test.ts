import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createProbe } from '@watertight/probe'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { Timeline } from '../../src/main/timeline.ts'

// Only what pidusage and the timeline wait for: real processes must end meanwhile.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'Date'] }))
afterEach(() => void vi.useRealTimers())

test.runIf(process.platform === 'linux')('no descriptor stays open on workers that have ended', async () => {
  const timeline = new Timeline(createProbe())
  const workers = [1, 2, 3, 4, 5].map(() => startWorker())
  for (const { pid } of workers) timeline.seen(pid, 'a.test.ts')
  vi.advanceTimersByTime(0)
  await timeline.sampled()
  expect(heldOn(workers)).toHaveLength(workers.length)

  await Promise.all(workers.map((worker) => worker.end()))
  // Sampling goes on, as it does while other workers run.
  for (let tick = 0; tick < 20; tick++) {
    vi.advanceTimersByTime(500)
    await timeline.sampled()
  }
  // Closing is asynchronous.
  await vi.waitFor(() => expect(heldOn(workers)).toEqual([]))
  expect((await timeline.stop()).map(({ samples }) => samples.length)).toEqual([1, 1, 1, 1, 1])
})

test.runIf(process.platform === 'linux')('nor on workers that still run when the run ends', async () => {
  const timeline = new Timeline(createProbe())
  const worker = startWorker()
  timeline.seen(worker.pid, 'a.test.ts')
  vi.advanceTimersByTime(0)
  await timeline.sampled()
  await timeline.stop()
  expect(heldOn([worker])).toHaveLength(1)
  vi.advanceTimersByTime(10_000)
  await vi.waitFor(() => expect(heldOn([worker])).toEqual([]))
})

interface StartedWorker {
  readonly pid: number
  readonly end: () => Promise<void>
}

function startWorker(): StartedWorker {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const end = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(end)
  return { pid: child.pid ?? 0, end }
}

/** What this process holds open below `/proc` of these. */
function heldOn(workers: readonly StartedWorker[]): string[] {
  const folders = workers.map(({ pid }) => `/proc/${pid}/`)
  const targets =
    createProbe()
      .listDescriptors()
      ?.descriptors.map(({ target }) => target) ?? []
  return targets.filter((target) => folders.some((folder) => target.startsWith(folder)))
}
