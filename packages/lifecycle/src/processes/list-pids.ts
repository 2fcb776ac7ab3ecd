import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

/** The pids of all processes that can be seen: from `/proc`, else from ps(1); none where neither works. */
export function listPids(): number[] {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    if (pids.length > 0) return pids.map(Number)
  } catch {
    // No procfs: macOS, a BSD, Windows.
  }
  return listByPs()
}

function listByPs(): number[] {
  try {
    const output = execFileSync('ps', ['-axo', 'pid='], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return (output.match(/\d+/g) ?? []).map(Number)
  } catch {
    return []
  }
}
