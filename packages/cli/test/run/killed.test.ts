import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { placeOf } from '../../src/run/contain/cgroup-place.ts'
import { endWithTest, probe, readRecorded, until } from '../survivors.ts'
import { tempFolder } from '../temp-folder.ts'
import { CONTAINMENTS, HAS_CGROUP, startWatertight } from '../watertight.ts'

const DAEMONS = fileURLToPath(new URL('../daemons', import.meta.url))

describe.each(CONTAINMENTS)('known by $kind', ({ kind, options }) => {
  describe.skipIf(kind === 'cgroup' && !HAS_CGROUP)('when it is killed with SIGKILL,', () => {
    test.each([
      ['alone', (pid: number) => pid],
      ['with its whole process group', (pid: number) => -pid],
    ])('%s, the command and what it started are ended', async (_who, target) => {
      const [daemon, command] = [recordFile(), recordFile()]
      const script = '. ./no-environment.sh; cat /proc/$$/stat >"$2"; exec sleep 30'
      const run = startWatertight(['run', ...options, '--', 'sh', '-c', script, 'sh', daemon, command], {
        cwd: DAEMONS,
      })
      await until(() => readRecorded(daemon) !== null && readRecorded(command) !== null)
      process.kill(target(run.pid), 'SIGKILL')
      await until(() => [daemon, command].every((file) => isGone(file)))
      expect(await run.ended).toMatchObject({ signal: 'SIGKILL' })
    })
  })
})

test('nobody guards a run that has ended, and no cgroup is left of it', async () => {
  const run = startWatertight(['run', '--', 'sh', '-c', 'cat /proc/self/cgroup; echo ready; read line'])
  await until(() => run.stdout().includes('ready'))
  const [guard] = probe.descendants(run.pid).filter(({ command }) => command.startsWith('sh -c IFS= read'))
  expect(guard?.session).toBe(guard?.identity.pid)
  run.child.stdin?.end()
  await run.ended
  await until(() => guard !== undefined && !probe.isAlive(guard.identity))
  expect(foldersNamedIn(run.stdout()).filter((folder) => existsSync(folder))).toEqual([])
})

test.skipIf(!HAS_CGROUP)('nor of one that was killed', async () => {
  const run = startWatertight(['run', '--', 'sh', '-c', 'cat /proc/self/cgroup; echo ready; exec sleep 30'])
  await until(() => run.stdout().includes('ready'))
  const folders = foldersNamedIn(run.stdout())
  expect(folders.map((folder) => existsSync(folder))).toEqual([true])
  process.kill(run.pid, 'SIGKILL')
  await until(() => !folders.some((folder) => existsSync(folder)))
  await run.ended
})

/** Where `/proc/self/cgroup` says that a process is, if that is below a cgroup of ours. */
function foldersNamedIn(text: string): string[] {
  const own = readFileSync('/proc/self/mountinfo', 'utf8')
  const folder = placeOf(own, text)
  return folder?.includes('/watertight-') === true ? [folder] : []
}

function isGone(file: string): boolean {
  const identity = readRecorded(file)
  return identity !== null && !probe.isAlive(identity)
}

function recordFile(): string {
  const file = join(tempFolder(), 'process')
  endWithTest(() => [readRecorded(file)])
  return file
}
