import { attemptOr } from '../attempt.ts'
import { readFileSync } from '../captured.ts'

/** What is known of the machine's last start. */
export interface Boot {
  /** Empty when nothing tells one boot from another. */
  readonly id: string
  /** Milliseconds since the epoch, to the second; `null` when unknown. */
  readonly atMs: number | null
}

/** Reads when, and under which identity, the machine started. */
export function readBoot(procRoot: string): Boot {
  const atMs = readBootTimeMs(procRoot)
  const id = attemptOr('', () => readFileSync(`${procRoot}/sys/kernel/random/boot_id`, 'utf8').trim())
  // Some sandboxes hide /proc/sys. A clock that is set makes this id differ, which only refuses what was ours.
  return { id: id || (atMs === null ? '' : `btime:${atMs}`), atMs }
}

function readBootTimeMs(procRoot: string): number | null {
  const text = attemptOr('', () => readFileSync(`${procRoot}/stat`, 'utf8'))
  const seconds = /^btime (\d+)$/m.exec(text)?.[1]
  return seconds === undefined ? null : Number(seconds) * 1000
}
