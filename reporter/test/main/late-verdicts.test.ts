import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { addLateVerdicts, lostVerdicts } from '../../src/main/late-verdicts.ts'
import type { FileRecord } from '../../src/worker/file-record.ts'
import { META_KEY } from '../../src/worker/file-record.ts'
import { lateVerdictPath, leaveLateVerdict, workerKey } from '../../src/worker/late-verdict.ts'
import type { LateVerdict } from '../../src/worker/late-verdict.ts'
import { findingOf, recordOf, ROOT } from '../records.ts'
import { fileTask } from '../tasks.ts'

const leak = findingOf({ owner: { scope: 'worker', id: '', name: '', file: 'test/api.test.ts' } })

test('nothing is waited for where no worker fixture was used', async () => {
  const sleep = vi.spyOn(globalThis, 'setTimeout')
  onTestFinished(() => sleep.mockRestore())
  expect(await addLateVerdicts([moduleOf('1', recordOf())], newSession(), ROOT)).toEqual([])
  expect(sleep).not.toHaveBeenCalled()
})

test('a leak of the worker fails its last file, is in its record, and sets the exit code', async () => {
  restoreExitCode()
  const session = newSession()
  const [first, last] = [moduleOf('1', endsLater('7-0')), moduleOf('2', endsLater('7-0'))]
  leave(session, '7-0', { fileId: '2', findings: [leak, { ...leak, level: 'warn' }] })
  expect(await addLateVerdicts([first, last], session, ROOT)).toEqual([])
  expect(first.task.result?.state).toBe('pass')
  expect(last.task.result).toMatchObject({ state: 'fail', errors: [{ name: 'ResourceLeakError' }] })
  expect((last.task.meta[META_KEY] as FileRecord).report.findings).toHaveLength(2)
  expect(process.exitCode).toBe(1)
  expect(existsSync(lateVerdictPath(session, '7-0'))).toBe(false)
})

test('a merge waits for no worker: it says whose verdict no blob carries', () => {
  const [first, last] = [moduleOf('1', recordOf()), moduleOf('2', endsLater('7-0'))]
  expect(lostVerdicts([first, last])).toMatchObject([{ what: 'worker fixtures', where: last.task.name }])
})

test('a worker that leaked nothing changes nothing', async () => {
  restoreExitCode()
  const session = newSession()
  const module = moduleOf('1', endsLater('7-0'))
  leave(session, '7-0', { fileId: '1', findings: [] })
  await addLateVerdicts([module], session, ROOT)
  expect(module.task.result?.state).toBe('pass')
  expect(process.exitCode).toBeUndefined()
})

test('a verdict that comes later is waited for', async () => {
  restoreExitCode()
  const session = newSession()
  const module = moduleOf('1', endsLater(workerKey()))
  const adding = addLateVerdicts([module], session, ROOT)
  leaveLateVerdict(session, { fileId: '1', findings: [leak] })
  await adding
  expect(module.task.result?.state).toBe('fail')
})

test('a worker that never tells is said to be unchecked', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const adding = addLateVerdicts([moduleOf('1', endsLater('7-0'))], newSession(), ROOT)
  vi.advanceTimersByTime(60_000)
  expect(await adding).toEqual([
    { what: 'worker fixtures', where: 'worker 7-0', why: expect.stringContaining('teardown') as string },
  ])
})

function newSession(): string {
  return randomBytes(8).toString('hex')
}

function endsLater(key: string): FileRecord {
  return recordOf({}, { endsLater: key })
}

function moduleOf(id: string, record: FileRecord) {
  return {
    project: { name: '' },
    task: fileTask(id, { meta: { [META_KEY]: record }, result: { state: 'pass' } }),
  }
}

function leave(session: string, key: string, verdict: LateVerdict): void {
  const path = lateVerdictPath(session, key)
  writeFileSync(path, JSON.stringify(verdict))
  onTestFinished(() => rmSync(path, { force: true }))
}

function restoreExitCode(): void {
  process.exitCode = undefined
  onTestFinished(() => void (process.exitCode = undefined))
}
