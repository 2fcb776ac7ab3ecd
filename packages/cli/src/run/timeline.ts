import pidusage from 'pidusage'
import type { WorkerSample } from '@watertight/findings'
import type { Probe } from '@watertight/probe'

/** What a tree of processes used over time. */
export interface TreeTimeline {
  readonly stop: () => Promise<readonly WorkerSample[]>
}

// A short command deserves a few samples too, a long one no more than these.
const PAUSES_MS = [20, 50, 100, 200]
const INTERVAL_MS = 500
/** Beyond this many samples every second one is dropped and the interval doubled: memory stays bounded. */
const MAX_SAMPLES = 600
/**
 * For how many intervals pidusage remembers a process, and holds a descriptor of its own on it, which only this expiry
 * closes. The first call sets how often it looks for what has expired.
 */
const REMEMBERED_INTERVALS = 10

/** Has pidusage ask what it asks once, by starting getconf(1): before the command, which may be a short one. */
export async function prepareTimeline(): Promise<void> {
  // Elsewhere it asks each time, and on Windows takes seconds for it.
  if (process.platform !== 'linux') return
  const { PIDUSAGE_SILENT: given } = process.env
  // A system without getconf has the usual page size, and the command's output is no place to say so.
  process.env.PIDUSAGE_SILENT = '1'
  await pidusage(process.pid, { maxage: REMEMBERED_INTERVALS * INTERVAL_MS }).catch(() => null)
  // The command inherits our environment.
  if (given === undefined) delete process.env.PIDUSAGE_SILENT
}

/** Samples the tree whose pids `pids` lists, all of it together, until it is stopped. */
export function startTimeline(pids: () => readonly number[], probe: Probe): TreeTimeline {
  // There pidusage starts PowerShell for each look.
  if (probe.name === 'windows') return { stop: () => Promise.resolve([]) }
  const startedMs = performance.now()
  const pauses = [...PAUSES_MS]
  let samples: WorkerSample[] = []
  let intervalMs = INTERVAL_MS
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const tick = async (): Promise<void> => {
    const atMs = Math.round(performance.now() - startedMs)
    const sample = await sampleTree(pids(), { atMs, maxage: REMEMBERED_INTERVALS * intervalMs }, probe)
    if (sample !== null) samples.push(sample)
    if (samples.length > MAX_SAMPLES) {
      samples = samples.filter((_, index) => index % 2 === 0)
      intervalMs *= 2
    }
    if (!isStopped) timer = setTimeout(next, pauses.shift() ?? intervalMs)
  }
  let sampling = tick()
  const next = (): void => void (sampling = tick())
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await sampling
      return samples
    },
  }
}

async function sampleTree(
  pids: readonly number[],
  { atMs, maxage }: { atMs: number; maxage: number },
  probe: Probe,
): Promise<WorkerSample | null> {
  // First, because a process may end while the others are being read.
  const counts = pids.map((pid) => probe.listDescriptors(pid)?.descriptors.length ?? null)
  const usages = await Promise.all(pids.map((pid) => pidusage(pid, { maxage }).catch(() => null)))
  const known = usages.filter((usage) => usage !== null)
  if (known.length === 0) return null
  return {
    atMs,
    rssBytes: sum(known.map(({ memory }) => memory)),
    cpuPercent: Math.round(sum(known.map(({ cpu }) => cpu)) * 10) / 10,
    descriptors:
      counts.includes(null) && counts.every((count) => count === null)
        ? null
        : sum(counts.map((count) => count ?? 0)),
    children: known.length - 1,
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
