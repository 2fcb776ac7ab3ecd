import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'

/** Starts a program. */
export type SpawnCommand = (file: string, args: readonly string[], options: SpawnOptions) => ChildProcess

/**
 * How programs are started here. On Windows `npm`, `npx` and everything in `node_modules/.bin` are scripts that only
 * cmd.exe can start, with a quoting of its own; cross-spawn knows it. Elsewhere it would do what Node does.
 */
export async function loadSpawn(platform: string = process.platform): Promise<SpawnCommand> {
  if (platform !== 'win32') return spawn
  const { default: crossSpawn } = await import('cross-spawn')
  return (file, args, options) => crossSpawn(file, [...args], options)
}
