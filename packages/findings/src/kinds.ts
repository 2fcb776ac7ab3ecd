import type { Kind } from './kind.ts'
import { FILES } from './kinds/files.ts'
import { LISTENERS } from './kinds/listeners.ts'
import { MEMORY } from './kinds/memory.ts'
import { PROCESSES } from './kinds/processes.ts'
import type { KindTable } from './kinds/record.ts'
import { SERVERS } from './kinds/servers.ts'
import { SOCKETS } from './kinds/sockets.ts'
import { THREADS } from './kinds/threads.ts'
import { TIMERS } from './kinds/timers.ts'

/** What is known of every kind, in the order in which summaries list them. */
export const KINDS: KindTable<Kind> = {
  ...SERVERS,
  ...SOCKETS,
  ...PROCESSES,
  ...THREADS,
  ...FILES,
  ...TIMERS,
  ...LISTENERS,
  ...MEMORY,
}

/** Whether a text names a kind. */
export function isKind(text: string): text is Kind {
  return Object.hasOwn(KINDS, text)
}
