import { attempt, attemptOr } from '../attempt.ts'
import { readdirSync, readlinkSync, statSync, statfsSync } from '../captured.ts'
import type { Descriptor, DescriptorList } from '../observed.ts'

/** Lists what the descriptors of a process point to; `null` when the process is gone or hides them. */
export function listDescriptors(procRoot: string, pid: number | 'self'): DescriptorList | null {
  const folder = `${procRoot}/${pid}/fd`
  const names = attemptOr(null, () => readdirSync(folder))
  if (names === null) return null
  const descriptors: Descriptor[] = []
  let unreadable = 0
  for (const name of names) {
    const link = attempt(() => readlinkSync(`${folder}/${name}`))
    if ('value' in link) descriptors.push({ fd: Number(name), target: link.value })
    // Gone are those that were closed meanwhile, the one that read this very folder always among them.
    else if (link.failure === 'denied') unreadable += 1
  }
  return { descriptors, unreadable }
}

/** Makes the function that counts this process's descriptors in the cheapest way that works here. */
export function createDescriptorCounter(procRoot: string): () => number | null {
  const folder = `${procRoot}/self/fd`
  // Reading a real /proc/self/fd opens one descriptor more; a recorded folder does not hold it.
  const own = isProcfs(procRoot) ? 1 : 0
  const bySize = own === 1 && attemptOr(0, () => statSync(folder).size) > 0
  return bySize
    ? () => attemptOr(null, () => statSync(folder).size)
    : () => attemptOr(null, () => readdirSync(folder).length - own)
}

// statfs(2): PROC_SUPER_MAGIC. The size of its fd folders is the number of descriptors since Linux 6.2, and 0 before.
const PROC_SUPER_MAGIC = 0x9fa0

function isProcfs(procRoot: string): boolean {
  return attemptOr(0, () => statfsSync(procRoot).type) === PROC_SUPER_MAGIC
}
