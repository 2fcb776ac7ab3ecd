import { printable } from '@watertight/findings'
import { basename } from 'node:path'
import type { PortHolder } from './holder.ts'

const UNITS = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
  { name: 'second', ms: 1_000 },
] as const

const COMMAND_LENGTH = 80

/** How old something is, in the greatest unit that fits: `3 hours old`. */
export function sayAge(ageMs: number): string {
  const { name, ms } = UNITS.find((unit) => ageMs >= unit.ms) ?? { name: 'second', ms: 1_000 }
  const count = Math.floor(Math.max(0, ageMs) / ms)
  return `${count} ${name}${count === 1 ? '' : 's'} old`
}

/** Who holds a port, in words that follow "is held by". */
export function sayHolder(holder: PortHolder, projectRoot: string, nowMs = Date.now()): string {
  return `${sayWho(holder, projectRoot, nowMs)}: ${printable(holder.command, COMMAND_LENGTH)}`
}

/** Asks whether to end who holds a port: the command line first, so that the question is the last line. */
export function askToEnd(port: number, holder: PortHolder, root: string, nowMs = Date.now()): string {
  const command = printable(holder.command, COMMAND_LENGTH)
  return `${holder.pid}: ${command}\nport ${port} is held by ${sayWho(holder, root, nowMs)}. End it?`
}

function sayWho(holder: PortHolder, projectRoot: string, nowMs: number): string {
  const { pid, startedAtMs } = holder
  const age = startedAtMs === undefined ? '' : `, ${sayAge(nowMs - startedAtMs)}`
  return `${sayStanding(holder, projectRoot)} (pid ${pid}${age})`
}

function sayStanding({ standing, projectRoot: root }: PortHolder, here: string): string {
  if (standing === 'foreign') return 'a process that Watertight did not start'
  const kind = standing === 'stale' ? 'a stale server' : 'a server of a run that is still there'
  if (root === undefined) return kind
  return root === here ? `${kind} of this project` : `${kind} of the project ${basename(root)}`
}
