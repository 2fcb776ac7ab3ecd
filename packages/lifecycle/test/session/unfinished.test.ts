import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clearSession } from '../../src/index.ts'
import { lifecycleForTest } from '../lifecycle-for-test.ts'
import { onlySession, putRecord, recordFolder, staleRecord } from './recorded.ts'

test('removes with a session what its writer left unfinished, and nothing of another session', async () => {
  const directory = recordFolder()
  const { session } = staleRecord()
  putRecord(directory, staleRecord())
  const own = put(directory, `${session}.json.5000000.tmp`)
  const other = put(directory, 'ffffffffffffffff.json.5000000.tmp')
  await clearSession(onlySession([directory]))
  expect(existsSync(own)).toBe(false)
  expect(existsSync(other)).toBe(true)
})

test('a new session removes what killed writers left unfinished, and nothing that is still being written', () => {
  const directory = recordFolder()
  const dead = put(directory, '0000000000000000.json.5000000.tmp')
  const living = put(directory, `1111111111111111.json.${process.pid}.tmp`)
  const foreign = put(directory, 'notes.5000000.tmp')
  const { lifecycle } = lifecycleForTest({ directories: [directory], reaper: false })
  lifecycle.ownCommand('topology', ['true'])
  expect([dead, living, foreign].map((path) => existsSync(path))).toEqual([false, true, true])
})

function put(directory: string, name: string): string {
  const path = join(directory, name)
  writeFileSync(path, '{')
  return path
}
