import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { endWithTest, probe, readRecorded } from '../survivors.ts'
import { tempFolder } from '../temp-folder.ts'
import { CONTAINMENTS, HAS_CGROUP, runReported, UNTIL_ENDED } from '../watertight.ts'

const DAEMONS = fileURLToPath(new URL('../daemons', import.meta.url))

/** How a command starts something that outlives it, and the script that does so. */
const WAYS = [
  ['in the background', 'background.sh'],
  ['under nohup', 'nohup.sh'],
  ['in a session of its own', 'session.sh'],
  ['by a double fork', 'double-fork.sh'],
  ['without an environment', 'no-environment.sh'],
  ['without an environment, by a double fork', 'no-environment-double-fork.sh'],
  ['without inherited descriptors', 'no-descriptors.sh'],
  ['by Python', 'python.sh'],
] as const

describe.each(CONTAINMENTS)('known by $kind', ({ kind, options }) => {
  describe.skipIf(kind === 'cgroup' && !HAS_CGROUP)('a process started', () => {
    test.each(WAYS)('%s is found and ended', async (_way, script) => {
      const file = recordFile()
      const run = await runReported([...options, '--settle', '0'], command(script, file), { cwd: DAEMONS })
      const left = readRecorded(file)
      expect(run.findings.map(({ kind, level, facts }) => [kind, level, facts.pid])).toEqual([
        ['orphan-process', 'fail', left?.pid],
      ])
      expect(run.report.command).toMatchObject({ containment: kind, exitCode: 0, signal: null })
      expect(run.exitCode).toBe(1)
      expect(left && probe.isAlive(left)).toBe(false)
    })

    test.each(WAYS)('%s is nothing to speak of when the command ends it', async (_way, script) => {
      const file = recordFile()
      const run = await runReported([...options, ...UNTIL_ENDED], command(script, file, END), {
        cwd: DAEMONS,
      })
      expect(run.findings).toEqual([])
      expect(run.exitCode).toBe(0)
    })
  })

  test.skipIf(kind === 'cgroup' && !HAS_CGROUP)('nothing is found where nothing was left', async () => {
    const run = await runReported([...options, ...UNTIL_ENDED], ['sh', '-c', 'true & wait'])
    expect(run.findings).toEqual([])
    expect(run.report.reaped).toEqual([])
    expect(run.exitCode).toBe(0)
  })
})

// The first word of what it has written is its pid.
const END = 'read pid rest <"$1"; kill "$pid"'

/** A shell that starts something as a script does, and goes on once that runs. */
function command(script: string, file: string, then = ''): string[] {
  return ['sh', '-c', `. ./${script}\nuntil [ -s "$1" ]; do sleep 0.01; done\n${then}`, 'sh', file]
}

function recordFile(): string {
  const file = join(tempFolder(), 'process')
  endWithTest(() => [readRecorded(file)])
  return file
}
