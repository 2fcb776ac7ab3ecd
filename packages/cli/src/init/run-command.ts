import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Runs a command to its end; what it prints goes to standard error, because standard output is for the result.
 * Returns its exit code; 127 where there is no such command, as shells have it.
 */
export async function runCommand(words: readonly string[], cwd: string): Promise<number> {
  const [file = '', ...args] = words
  const child = spawn(file, args, {
    cwd,
    stdio: ['ignore', 2, 2],
    // What npm and its like are on Windows only a shell finds; the words are ours, and none holds a space.
    shell: process.platform === 'win32',
  })
  try {
    const [code] = (await once(child, 'exit')) as [number | null]
    return code ?? 1
  } catch {
    return 127
  }
}
