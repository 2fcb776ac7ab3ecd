import type { ProcessInfo } from '../observed.ts'
import { parseTextByPid } from './ps.ts'
import type { RunTool } from './run.ts'

/** The environments of processes, as far as ps(1) shows them. */
export interface Environments {
  /** The value of a variable, which must not hold spaces; `null` when it is not set there. */
  get(info: ProcessInfo, variable: string): string | null
}

/** Reads the environments of all processes at once. */
export function readEnvironments(run: RunTool, platform: string = process.platform): Environments {
  const output = run('ps', [platform === 'darwin' ? '-axEww' : 'axeww', '-o', 'pid=', '-o', 'command='])
  const lines = parseTextByPid(output?.text ?? '')
  return {
    get: ({ identity, command }, variable) => findVariable(lines.get(identity.pid) ?? '', command, variable),
  }
}

/**
 * Finds a variable in a line of `ps`, which appends the environment to the command, separated by mere spaces.
 * An argument that looks like a variable (`grep NAME=…`, `env NAME=…`) proves nothing, so only what follows
 * the known command counts.
 */
export function findVariable(line: string, command: string, variable: string): string | null {
  if (!line.startsWith(command)) return null
  return new RegExp(` ${variable}=(\\S*)`).exec(line.slice(command.length))?.[1] ?? null
}
