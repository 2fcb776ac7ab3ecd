import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { lateVerdictPath, leaveLateVerdict, workerKey } from '../../src/worker/late-verdict.ts'
import { findingOf } from '../records.ts'

const session = randomBytes(8).toString('hex')
const path = lateVerdictPath(session, workerKey())

test('a verdict is left under the name of this worker, whole, for this user only', () => {
  onTestFinished(() => rmSync(path, { force: true }))
  const verdict = { fileId: '1', findings: [findingOf()] }
  leaveLateVerdict(session, verdict)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(verdict)
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(`${path}.tmp`, { throwIfNoEntry: false })).toBeUndefined()
})

test('workers of one run, and runs, do not meet', () => {
  const paths = [path, lateVerdictPath(session, '7-1'), lateVerdictPath('another', workerKey())]
  expect(new Set(paths).size).toBe(3)
})
