import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createProbe } from '@watertight/probe'
import { expect, test } from 'vitest'
import { startScript, until } from '../../../probe/test/started.ts'
import { clearSession, listSessions, staleSessions } from '../../src/index.ts'
import type { RecordEntry } from '../../src/index.ts'
import { lifecycleForTest, tempDir } from '../lifecycle-for-test.ts'
import { identify, isAlive } from '../survivors.ts'
import { onlySession, processEntry, putRecord, recordFolder, staleRecord } from './recorded.ts'

const onPosix = test.skipIf(process.platform === 'win32')

onPosix('clears what a session left, the newest first, and finds nothing the next time', async () => {
  const left = await leave()
  const session = onlySession(left.where.directories)
  const cleared = await clearSession(session)
  expect(cleared.outcome).toBe('cleared')
  expect(cleared.entries.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    'path cleared',
    'command cleared',
    'process cleared',
  ])
  expect(isAlive(left.identity)).toBe(false)
  expect(existsSync(left.folder)).toBe(false)
  expect(readFileSync(left.trace, 'utf8')).toBe('destroyed in value\n')
  expect(listSessions(left.where)).toEqual([])
})

onPosix('says what it would clear, and does nothing, when it is asked to', async () => {
  const left = await leave()
  const session = onlySession(left.where.directories)
  const planned = await clearSession(session, { dryRun: true })
  expect(planned.outcome).toBe('planned')
  expect(planned.entries.map(({ outcome }) => outcome)).toEqual(['planned', 'planned', 'planned'])
  expect(planned.entries[2]).toMatchObject({
    name: 'server',
    subject: 'sleep 60',
    processes: [{ pid: left.identity.pid, command: 'sleep 60', listens: [] }],
  })
  expect(isAlive(left.identity)).toBe(true)
  expect(existsSync(left.folder)).toBe(true)
  expect(existsSync(left.trace)).toBe(false)
  expect(staleSessions(left.where)).toHaveLength(1)
})

onPosix('clears a session once, though several want to', async () => {
  const left = await leave()
  const session = onlySession(left.where.directories)
  const all = await Promise.all([1, 2, 3].map(() => clearSession(session)))
  expect(all.map(({ outcome }) => outcome).sort()).toEqual(['busy', 'busy', 'cleared'])
  expect(readFileSync(left.trace, 'utf8')).toBe('destroyed in value\n')
})

onPosix('keeps in the record what could not be cleared, and only that', async () => {
  const cwd = tempDir()
  const owed = (id: number, command: string): RecordEntry => {
    const argv = ['sh', '-c', command]
    return {
      id,
      name: `command ${id}`,
      kind: 'command',
      argv,
      cwd,
      env: {},
      timeoutMs: 5_000,
      marker: `1.${id}`,
    }
  }
  const directory = recordFolder()
  putRecord(directory, staleRecord([owed(1, 'exit 0'), owed(2, 'echo no such network; test -e there')]))
  const session = onlySession([directory])
  const cleared = await clearSession(session)
  expect(cleared.outcome).toBe('failed')
  expect(cleared.entries[0]).toMatchObject({ outcome: 'failed', name: 'command 2' })
  expect(cleared.entries[0]?.reason).toContain('ended with exit code 1; its last lines:\n    no such network')
  // This very process has taken it, and has let it go by now.
  const again = onlySession([directory])
  expect(again.record.entries.map(({ id }) => id)).toEqual([2])
  writeFileSync(join(cwd, 'there'), '')
  expect(await clearSession(again)).toMatchObject({ outcome: 'cleared' })
  expect(readdirSync(directory)).toEqual([])
})

onPosix('refuses the process that got the pid of one that was recorded', async () => {
  const { pid } = await startScript('echo; exec sleep 60')
  const identity = identify(pid)
  const directory = recordFolder()
  const root = { ...identity, startTicks: identity.startTicks - 1, command: 'sleep 60' }
  putRecord(directory, staleRecord([processEntry(pid, { root })]))
  const session = onlySession([directory])
  expect(await clearSession(session)).toMatchObject({
    outcome: 'cleared',
    entries: [{ outcome: 'gone', processes: [] }],
  })
  expect(isAlive(identity)).toBe(true)
})

onPosix('leaves a session alone whose owner runs', async () => {
  const { lifecycle, directory } = lifecycleForTest()
  const server = await lifecycle.spawn('sleep', ['60'])
  const live = onlySession([directory])
  expect(live).toMatchObject({ state: 'live', record: { session: lifecycle.session } })
  expect(staleSessions({ directories: [directory] })).toEqual([])
  expect(await clearSession(live)).toMatchObject({
    outcome: 'busy',
    reason: 'its owner runs',
  })
  expect(isAlive(server.identity)).toBe(true)
})

onPosix('writes its record for this user alone, with the project, the owner and the reaper', async () => {
  const { lifecycle, directory } = lifecycleForTest()
  await lifecycle.spawn('sleep', ['60'], { name: 'api' })
  lifecycle.ownCommand('topology', ['true'], { env: { SECRET_OF_COMMAND: 'x' } })
  const path = join(directory, `${lifecycle.session}.json`)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(directory).mode & 0o777).toBe(0o700)
  const session = onlySession([directory])
  expect(session.record.owner.pid).toBe(process.pid)
  expect(isAlive(session.record.reaper as never)).toBe(true)
  expect(session.record.entries).toMatchObject([
    { kind: 'process', name: 'api' },
    { kind: 'command', name: 'topology', env: { SECRET_OF_COMMAND: 'x' } },
  ])
  expect(Object.keys((session.record.entries[1] as { env: object }).env)).not.toContain('VITEST')
})

onPosix('says in one line, once, that earlier sessions left something', async () => {
  const left = await leave()
  const { lifecycle, told } = lifecycleForTest(left.where)
  lifecycle.ownCommand('first', ['true'])
  lifecycle.ownCommand('second', ['true'])
  expect(told).toEqual([
    'an earlier session ended without clearing up. See what is left, and clear it, with `npx watertight sweep`.',
  ])
})

/** A stale session with a process, a command and a folder. */
async function leave() {
  const { pid } = await startScript('echo; exec sleep 60')
  await until(() => createProbe().readProcess(pid)?.command === 'sleep 60')
  const folder = mkdtempSync(join(tempDir(), 'left-'))
  const { dev: device, ino: inode } = lstatSync(folder)
  const [directory, cwd] = [recordFolder(), tempDir()]
  const argv = ['sh', '-c', 'echo destroyed in $PLACE >> trace']
  const entries: RecordEntry[] = [
    processEntry(pid),
    {
      id: 2,
      name: 'topology',
      kind: 'command',
      argv,
      cwd,
      env: { PLACE: 'value' },
      timeoutMs: 5_000,
      marker: '1.2',
    },
    { id: 3, name: folder, kind: 'path', path: folder, device, inode },
  ]
  putRecord(directory, staleRecord(entries))
  return { where: { directories: [directory] }, identity: identify(pid), folder, trace: join(cwd, 'trace') }
}
