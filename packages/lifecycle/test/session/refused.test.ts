import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, linkSync, renameSync, symlinkSync, truncateSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startScript } from '../../../probe/test/started.ts'
import { clearSession, listSessions, staleSessions } from '../../src/index.ts'
import type { SessionRecord } from '../../src/index.ts'
import { identify, isAlive } from '../survivors.ts'
import { onlySession, processEntry, putRecord, recordFolder, staleRecord } from './recorded.ts'

const onPosix = test.skipIf(process.platform === 'win32')
const asRoot = test.skipIf(process.getuid?.() !== 0)

type Spoil = (path: string, record: SessionRecord) => void

const SPOILS: readonly (readonly [string, Spoil, string])[] = [
  ['is half written', (path) => truncateSync(path, 40), 'not JSON'],
  ['is empty', (path) => truncateSync(path, 0), 'not JSON'],
  ['is a symbolic link', (path) => linkTo(path, `${path}.real`), 'symbolic link'],
  ['leads nowhere', (path) => linkTo(path, `${path}.none`), 'symbolic link'],
  ['has two names', (path) => linkSync(path, `${path}.other`), 'more than one name'],
  ['can be read by others', (path) => chmodSync(path, 0o644), 'readable or writable by others'],
  ['can be written by others', (path) => chmodSync(path, 0o620), 'readable or writable by others'],
  ['is a pipe', (path) => execFileSync('mkfifo', [movedAway(path)]), 'not a regular file'],
  [
    'is another session’s',
    (path) => renameSync(path, path.replace('0123', '3210')),
    'another session than its name says',
  ],
  ['is of another version', change({ version: 2 as never }), 'unknown version'],
  ['is no record', change({ entries: 'all' as never }), 'not a session record'],
  [
    'names no single process',
    change({ entries: [processEntry(process.pid, { id: -1 })] }),
    'not a session record',
  ],
  [
    'has an unknown kind',
    change({ entries: [{ id: 1, name: 'a', kind: 'toString' } as never] }),
    'not a session record',
  ],
  ['is a list', (path, record) => putText(path, JSON.stringify([record])), 'not a session record'],
]

onPosix.each(SPOILS)(
  'refuses a record that %s, by name and reason, and signals nobody because of it',
  async (_, spoil, reason) => {
    const { pid } = await startScript('echo; exec sleep 60')
    const identity = identify(pid)
    const directory = recordFolder()
    const record = staleRecord([processEntry(pid)])
    const path = putRecord(directory, record)
    const before = onlySession([directory])
    expect(before.state).toBe('stale')
    spoil(path, record)
    const [refused] = listSessions({ directories: [directory] })
    expect(refused).toMatchObject({ state: 'refused', reason })
    expect(staleSessions({ directories: [directory] })).toEqual([])
    // Not even if it was good when it was listed.
    const cleared = await clearSession(before)
    expect(cleared.outcome).toMatch(/refused|busy/)
    expect(isAlive(identity)).toBe(true)
  },
)

onPosix.each([0, 1, -1, -4242, 1.5, '77'])('refuses a record that names the pid %s', (pid) => {
  const directory = recordFolder()
  const entry = processEntry(process.pid)
  putRecord(
    directory,
    staleRecord([{ ...entry, root: { ...entry, pid, startTicks: 1, bootId: 'b' } } as never]),
  )
  expect(listSessions({ directories: [directory] })).toMatchObject([
    { state: 'refused', reason: 'not a session record' },
  ])
})

asRoot('refuses a record of another user, and everything in a folder of another user', () => {
  const directory = recordFolder()
  const path = putRecord(directory, staleRecord())
  chownSync(path, 65_534, 65_534)
  expect(listSessions({ directories: [directory] })).toMatchObject([
    { state: 'refused', reason: 'foreign owner', path },
  ])
  chownSync(path, 0, 0)
  chownSync(directory, 65_534, 65_534)
  expect(listSessions({ directories: [directory] })).toEqual([
    { state: 'refused', reason: 'it belongs to another user', path: directory },
  ])
})

onPosix('refuses everything in a folder that others may write into', () => {
  const directory = recordFolder()
  putRecord(directory, staleRecord())
  chmodSync(directory, 0o777)
  expect(listSessions({ directories: [directory] })).toEqual([
    { state: 'refused', reason: 'others may write into it', path: directory },
  ])
})

onPosix('drops a record from before the last start of the machine without acting on it', async () => {
  const { pid } = await startScript('echo; exec sleep 60')
  const identity = identify(pid)
  const directory = recordFolder()
  const owner = { ...staleRecord().owner, bootId: 'another' }
  const path = putRecord(directory, staleRecord([processEntry(pid)], { owner }))
  const session = onlySession([directory])
  expect(session.state).toBe('rebooted')
  expect(await clearSession(session)).toMatchObject({ outcome: 'dropped', entries: [] })
  expect(existsSync(path)).toBe(false)
  expect(isAlive(identity)).toBe(true)
})

function change(fields: Partial<SessionRecord>): Spoil {
  return (path, record) => putText(path, JSON.stringify({ ...record, ...fields }))
}

function putText(path: string, text: string): void {
  const directory = path.slice(0, path.lastIndexOf('/'))
  putRecord(directory, staleRecord(), text)
}

function linkTo(path: string, target: string): void {
  symlinkSync(target, movedAway(path))
}

function movedAway(path: string): string {
  renameSync(path, `${path}.real`)
  return path
}
