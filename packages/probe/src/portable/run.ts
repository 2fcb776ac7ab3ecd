import childProcess from 'node:child_process'
import type { SpawnSyncOptions } from 'node:child_process'

// Captured for the same reason as in captured.ts.
const { spawnSync } = childProcess

/** What a tool printed, and the pid that it had, since it sees itself in its own listings. */
interface ToolOutput {
  readonly text: string
  readonly pid: number
}

/** Runs a tool to its end; `null` when it is not installed, takes too long or prints nothing. */
export type RunTool = (command: string, args: readonly string[]) => ToolOutput | null

/** Makes a `RunTool` that searches `path`; the locale and the time zone are fixed, so that dates can be parsed. */
export function createToolRunner(path = searchPath(process.env.PATH)): RunTool {
  const env = { PATH: path, LC_ALL: 'C', TZ: 'UTC0' }
  return (command, args) => {
    const { stdout, pid } = spawnSync(command, args, { ...LIMITS, env, encoding: 'utf8' })
    // The exit code says little: lsof's is 1 as soon as one of several pids has nothing open.
    return stdout ? { text: stdout, pid } : null
  }
}

const LIMITS: SpawnSyncOptions = {
  timeout: 10_000,
  killSignal: 'SIGKILL',
  maxBuffer: 64 * 1024 * 1024,
  stdio: ['ignore', 'pipe', 'ignore'],
}

// macOS keeps lsof in /usr/sbin, which is not on every user's path.
function searchPath(path = ''): string {
  return [path, '/usr/bin', '/bin', '/usr/sbin', '/sbin'].filter(Boolean).join(':')
}
