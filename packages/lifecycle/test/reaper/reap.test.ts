import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { startScript } from '../../../probe/test/started.ts'
import type { RecordEntry, SessionRecord } from '../../src/index.ts'
import { tempDir } from '../lifecycle-for-test.ts'
import { NOBODY, putRecord, recordFolder, staleRecord } from '../session/recorded.ts'
import { identify } from '../survivors.ts'

const main = fileURLToPath(new URL('../../dist/reaper/main.js', import.meta.url))
const onLinux = test.skipIf(process.platform !== 'linux')

onLinux('does not act while the owner lives, though its pipe has ended', async () => {
  const owner = await startScript('echo; exec sleep 60')
  const cwd = tempDir()
  const reaper = start({ owner: identify(owner.pid), directories: [], piped: recordOf(cwd, 'one') })
  // Another one, begun later and with the same to do, has done it by then.
  const other = tempDir()
  await start({ directories: [], piped: recordOf(other, 'two') }).ended
  expect(existsSync(join(other, 'trace'))).toBe(true)
  expect(existsSync(join(cwd, 'trace'))).toBe(false)
  process.kill(owner.pid, 'SIGKILL')
  await reaper.ended
  expect(readFileSync(join(cwd, 'trace'), 'utf8')).toBe('one\n')
})

onLinux.each([
  ['the disk', 5, 'disk'],
  ['the pipe', 1, 'pipe'],
])('believes the newer record, here that of %s', async (_, revision, expected) => {
  const [cwd, directory] = [tempDir(), recordFolder()]
  putRecord(directory, { ...recordOf(cwd, 'disk'), revision })
  await start({ directories: [directory], piped: recordOf(cwd, 'pipe') }).ended
  expect(readFileSync(join(cwd, 'trace'), 'utf8')).toBe(`${expected}\n`)
  expect(readdirSync(directory)).toEqual([])
})

onLinux('does nothing because of lines that are no record', async () => {
  const directory = recordFolder()
  expect(await start({ directories: [directory], piped: 'half a rec' }).ended).toEqual([0, null])
})

onLinux('keeps in the record what failed', async () => {
  const [cwd, directory] = [tempDir(), recordFolder()]
  const entry: RecordEntry = { ...commandOf(cwd, 'x'), argv: ['false'] }
  putRecord(directory, staleRecord([entry], { revision: 9 }))
  await start({ directories: [directory], piped: staleRecord([entry]) }).ended
  const [name = ''] = readdirSync(directory)
  expect(JSON.parse(readFileSync(join(directory, name), 'utf8'))).toMatchObject({
    entries: [{ name: 'topology' }],
  })
})

interface Input {
  readonly owner?: SessionRecord['owner'] | ReturnType<typeof identify>
  readonly directories: readonly string[]
  readonly piped: SessionRecord | string
}

/** What a reaper's shell starts, with what it hands on. */
function start({ owner = { ...identify(process.pid), pid: NOBODY }, directories, piped }: Input) {
  const { session } = staleRecord()
  const charge = { session, directories, owner, isThread: false, env: { PATH: process.env.PATH } }
  const child = spawn(process.execPath, [main], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  child.stdin.end(`${JSON.stringify(charge)}\n${typeof piped === 'string' ? piped : JSON.stringify(piped)}\n`)
  return { ended }
}

function recordOf(cwd: string, word: string): SessionRecord {
  return staleRecord([commandOf(cwd, word)])
}

function commandOf(cwd: string, word: string): Extract<RecordEntry, { kind: 'command' }> {
  const argv = ['sh', '-c', `echo ${word} >> trace`]
  return { id: 1, name: 'topology', kind: 'command', argv, cwd, env: {}, timeoutMs: 5_000, marker: '1.1' }
}
