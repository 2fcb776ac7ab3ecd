import type { Stats } from 'node:fs'
import { attempt, attemptOr } from '../attempt.ts'
import { fstatSync, readdirSync } from '../captured.ts'
import type { Descriptor, DescriptorList } from '../observed.ts'

/** Lists this process's descriptors by number and type, which is all that fstat(2) tells; `null` without `/dev/fd`. */
export function listOwnDescriptors(): DescriptorList | null {
  const names = attemptOr(null, () => readdirSync(FOLDER))
  if (names === null) return null
  const descriptors: Descriptor[] = []
  let unreadable = 0
  for (const fd of names.map(Number)) {
    const stats = attempt(() => fstatSync(fd))
    if ('value' in stats) descriptors.push({ fd, target: `fd:${fd} ${typeOf(stats.value)}` })
    // Gone is the one that read this very folder.
    else if (stats.failure === 'denied') unreadable += 1
  }
  return { descriptors, unreadable }
}

/** Counts this process's descriptors; `null` without `/dev/fd`. */
export function countOwnDescriptors(): number | null {
  // Reading the folder opens one descriptor more.
  return attemptOr(null, () => readdirSync(FOLDER).length - 1)
}

const FOLDER = '/dev/fd'

const TYPES = [
  ['file', 'isFile'],
  ['directory', 'isDirectory'],
  ['socket', 'isSocket'],
  ['pipe', 'isFIFO'],
  ['character-device', 'isCharacterDevice'],
  ['block-device', 'isBlockDevice'],
] as const

// Event queues (epoll, kqueue) have no type of their own.
function typeOf(stats: Stats): string {
  return TYPES.find(([, is]) => stats[is]())?.[0] ?? 'unknown'
}
