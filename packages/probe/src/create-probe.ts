import type { Probe } from './probe.ts'
import { createPortableProbe } from './portable/probe.ts'
import { createProcfsProbe, isProcfsReadable } from './procfs/probe.ts'

/** What a test sets: where procfs is mounted or recorded, and whether to do without it. */
export interface ProbeOptions {
  /** `/proc` by default. */
  readonly procRoot?: string
  /** `true` takes the portable path even where procfs works. */
  readonly portable?: boolean
}

/** Makes the best probe that works here: procfs where `<procRoot>/self/stat` is readable, else the portable one. */
export function createProbe({ procRoot = '/proc', portable = false }: ProbeOptions = {}): Probe {
  return portable || !isProcfsReadable(procRoot) ? createPortableProbe() : createProcfsProbe(procRoot)
}
