/**
 * Runs in a pid namespace of its own: kills a run with its reaper, ends its server behind its back, and has
 * a stranger get the server's pid. Then clears the session, and says what has become of the stranger.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import process from 'node:process'
import { clearSession, listSessions } from '@watertight/lifecycle'

const runner = spawn(process.execPath, [fileURLToPath(new URL('runner.mjs', import.meta.url)), 'waits'], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
await once(runner.stdout, 'data')
const [{ record }] = listSessions()
const { root } = record.entries.find(({ kind }) => kind === 'process')
// Stopped first, the reaper cannot begin when its owner is gone.
process.kill(record.reaper.pid, 'SIGSTOP')
// A number is not given again while it is still that of a process group.
for (const pid of [runner.pid, record.reaper.pid, -root.pid]) process.kill(pid, 'SIGKILL')
await once(runner, 'exit')
await until(() => !isThere(root.pid) && !isThere(-root.pid))

let stranger = startAs(root.pid)
// A thread may have taken it: they have numbers of the same kind.
for (let tries = 1; tries < 50 && stranger.pid !== root.pid; tries++) stranger = startAs(root.pid)
const [session] = listSessions()
const cleared = await clearSession(session)
console.log(
  JSON.stringify({
    isReused: stranger.pid === root.pid,
    state: session.state,
    outcome: cleared.outcome,
    isStrangerAlive: stranger.exitCode === null && stranger.signalCode === null && isThere(stranger.pid),
  }),
)
process.exit()

/** The kernel gives the next process the number after the last one. */
function startAs(pid) {
  writeFileSync('/proc/sys/kernel/ns_last_pid', String(pid - 1))
  return spawn('sleep', ['600'], { env: { PATH: process.env.PATH }, stdio: 'ignore' })
}

function isThere(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until(isSo) {
  while (!isSo()) await new Promise((done) => setTimeout(done, 5))
}
