import { readFileSync } from 'node:fs'
import type { ProcessInfo } from '@watertight/probe'

// include/uapi/asm-generic/param.h: USER_HZ is 100 on every architecture that Node supports.
const MS_PER_TICK = 10

/** How long a process has been running, in ms; `null` when unknown. */
export function ageOf({ identity, startedAtMs }: ProcessInfo): number | null {
  const uptimeMs = readUptimeMs()
  // The time since boot is exact, the time of the boot is known to the second.
  if (uptimeMs !== null) return Math.max(0, uptimeMs - identity.startTicks * MS_PER_TICK)
  return startedAtMs === undefined ? null : Math.max(0, Date.now() - startedAtMs)
}

/** An age as people say it: `0.4 s`, `12 s`, `3 min`, `5 h`, `2 days`. */
export function sayAge(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`
  const [size, unit] = UNITS.find(([from]) => ms >= 2 * from) ?? SECOND
  return `${Math.round(ms / size)} ${unit}`
}

const SECOND = [1000, 's'] as const
const UNITS = [[86_400_000, 'days'], [3_600_000, 'h'], [60_000, 'min'], SECOND] as const

function readUptimeMs(): number | null {
  try {
    return Number.parseFloat(readFileSync('/proc/uptime', 'utf8')) * 1000
  } catch {
    return null
  }
}
