/** The ways in which a victim is killed; each gets its process group, and a way to read who its reaper is. */
import process from 'node:process'

export const KILLS = {
  'SIGKILL to the run': ({ pid }) => signal(pid, 'SIGKILL'),
  'SIGKILL to its process group': ({ pid }) => signal(-pid, 'SIGKILL'),
  SIGTERM: ({ pid }) => signal(pid, 'SIGTERM'),
  'Ctrl+C': ({ pid }) => signal(-pid, 'SIGINT'),
  SIGHUP: ({ pid }) => signal(-pid, 'SIGHUP'),
  'Ctrl+C, and SIGKILL a moment later': async ({ pid, pause }) => {
    signal(-pid, 'SIGINT')
    await pause(40)
    signal(pid, 'SIGKILL')
  },
  'Ctrl+C twice': async ({ pid, pause }) => {
    signal(-pid, 'SIGINT')
    await pause(40, 110)
    signal(-pid, 'SIGINT')
  },
  'SIGKILL to run and reaper': ({ pid, reaper }) => {
    const helper = reaper()
    if (helper !== null) signal(helper, 'SIGSTOP')
    signal(pid, 'SIGKILL')
    if (helper !== null) signal(helper, 'SIGKILL')
  },
  'SIGKILL to the reaper, and to the run a moment later': async ({ pid, reaper, pause }) => {
    const helper = reaper()
    if (helper !== null) signal(helper, 'SIGKILL')
    await pause(40)
    signal(pid, 'SIGKILL')
  },
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended by itself, before the moment came.
  }
}
