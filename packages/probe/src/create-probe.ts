import type { Probe } from './probe.ts'
import { createPortableProbe } from './portable/probe.ts'
import { createProcfsProbe, isProcfsReadable } from './procfs/probe.ts'
import { createWindowsProbe } from './windows/probe.ts'

/** What a test sets: where procfs is mounted or recorded, whether to do without it, and the operating system. */
export interface ProbeOptions {
  /** `/proc` by default. */
  readonly procRoot?: string
  /** `true` takes the portable path even where procfs works. */
  readonly portable?: boolean
  /** `process.platform` by default. */
  readonly platform?: NodeJS.Platform
}

/**
 * Makes the best probe that works here: procfs where `<procRoot>/self/stat` is readable, else the portable one; on
 * Windows one that says what it cannot see.
 */
export function createProbe({
  procRoot = '/proc',
  portable = false,
  platform = process.platform,
}: ProbeOptions = {}): Probe {
  if (platform === 'win32') return createWindowsProbe()
  return portable || !isProcfsReadable(procRoot) ? createPortableProbe() : createProcfsProbe(procRoot)
}
