import type { ProcessInfo } from '../observed.ts'
import { parseTextByPid } from './ps.ts'
import type { RunTool } from './run.ts'

/** The environments of processes, as far as ps(1) shows them. */
export interface Environments {
  /** The value of a variable, which must not hold spaces; `null` when it is not set there. */
  readonly get: (info: ProcessInfo, variable: string) => string | null
  /** Whether any environment is shown: those of other users and of protected programs are not. */
  readonly isShown: (info: ProcessInfo) => boolean
}

/** Reads the environments of all processes at once. */
export function readEnvironments(run: RunTool, platform: string = process.platform): Environments {
  const output = run('ps', [platform === 'darwin' ? '-axEww' : 'axeww', '-o', 'pid=', '-o', 'command='])
  const lines = parseTextByPid(output?.text ?? '')
  const lineOf = ({ identity }: ProcessInfo): string => lines.get(identity.pid) ?? ''
  return {
    get: (info, variable) => findVariable(lineOf(info), info.command, variable),
    isShown: (info) => lineOf(info).trimEnd().length > info.command.length,
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
