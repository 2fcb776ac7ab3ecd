/**
 * Processes that look like a victim's, and are not: nobody may signal them. Each notes every signal that it could
 * catch, and SIGKILL shows by its absence.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createProbe } from '@watertight/probe'

const probe = createProbe()

const SCRIPT = `for name in TERM INT HUP USR1; do trap "echo $name >> '$0'" $name; done; echo up; while :; do sleep 7200.7 & wait; done`

export function createStrangers(notes) {
  const all = []
  return {
    all,
    /** Starts one more, whose pid then lies among those of the victims. */
    async add() {
      const child = spawn('sh', ['-c', SCRIPT, notes], {
        detached: true,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      await once(child.stdout, 'data')
      child.stdout.destroy()
      all.push({
        child,
        members: [child.pid, ...probe.listChildren(child.pid)].map(identify).filter(Boolean),
      })
    },
    /** How many were signalled: they noted it, or they or their own child are gone. */
    countSignalled() {
      const noted = existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n').length : 0
      return noted + all.filter(({ members }) => !members.every((identity) => probe.isAlive(identity))).length
    },
    end() {
      for (const { child } of all) process.kill(-child.pid, 'SIGKILL')
    },
  }
}

function identify(pid) {
  return probe.readProcess(pid)?.identity
}
