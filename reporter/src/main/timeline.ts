import pidusage from 'pidusage'
import type { Probe, ProcessInfo } from '@watertight/probe'
import type { WorkerReport, WorkerSample } from '@watertight/findings'

const INTERVAL_MS = 500
/** Beyond this many samples of one worker every second one is dropped and the interval doubled: memory stays bounded. */
const MAX_SAMPLES = 600
/**
 * For how many intervals pidusage remembers a process, and holds a descriptor of its own on it: `pidusage.clear()` would
 * forget that descriptor without closing it, its expiry closes it.
 */
const REMEMBERED_INTERVALS = 10

/** The idle task's, which no /proc lists. */
const NO_PID = 0

interface Worker {
  readonly files: Set<string>
  samples: WorkerSample[]
  /** When the last sample that was taken was made. */
  takenMs: number
}

/** Samples the workers from outside, each until a sample of it fails. */
export class Timeline {
  readonly #probe: Probe
  /** What the times of samples count from, in milliseconds since the epoch. */
  readonly startedAtMs = Date.now()
  readonly #startedMs = performance.now()
  readonly #workers = new Map<number, Worker>()
  /** Asking for one that has ended would have pidusage remember it for longer. */
  readonly #living = new Set<number>()
  #intervalMs = INTERVAL_MS
  #timer: NodeJS.Timeout | null = null
  #sampling: Promise<void> | null = null

  constructor(probe: Probe) {
    this.#probe = probe
  }

  /**
   * Has pidusage learn of this machine what it needs once. On Linux it starts two programs for that, which would
   * compete with the first tests: now no worker is there yet. Of a process that is never there, since it would
   * remember another, and hold a descriptor on it.
   */
  prepare(): void {
    if (this.#probe.name === 'procfs') pidusage(NO_PID).catch(() => undefined)
  }

  /** A worker was heard of, running this file. */
  seen(pid: number, file: string): void {
    // There pidusage starts a program for each look, which takes seconds.
    if (this.#probe.name === 'windows') return
    const worker = this.#workers.get(pid) ?? { files: new Set(), samples: [], takenMs: -1 }
    worker.files.add(file)
    this.#workers.set(pid, worker)
    this.#living.add(pid)
    this.#timer ??= setTimeout(() => this.#tick(), 0).unref()
  }

  /** The samples of a worker since they were last taken. */
  take(pid: number): WorkerSample[] {
    const worker = this.#workers.get(pid)
    if (worker === undefined) return []
    const fresh = worker.samples.filter(({ atMs }) => atMs > worker.takenMs)
    worker.takenMs = fresh.at(-1)?.atMs ?? worker.takenMs
    return fresh
  }

  /** Waits for a sample that is being taken. */
  async sampled(): Promise<void> {
    await this.#sampling
  }

  async stop(): Promise<WorkerReport[]> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    await this.#sampling
    return [...this.#workers].map(([pid, { files, samples }]) => ({ pid, files: [...files].sort(), samples }))
  }

  #tick(): void {
    const sampled = this.#sample().catch(() => undefined)
    this.#sampling = sampled.finally(() => {
      this.#sampling = null
      if (this.#timer) this.#timer = setTimeout(() => this.#tick(), this.#intervalMs).unref()
    })
  }

  async #sample(): Promise<void> {
    const atMs = Math.round(performance.now() - this.#startedMs)
    const countChildren = createChildCounter(this.#probe)
    for (const pid of this.#living) {
      const maxage = REMEMBERED_INTERVALS * this.#intervalMs
      const usage = await pidusage(pid, { maxage }).catch(() => null)
      const worker = this.#workers.get(pid)
      if (usage === null || worker === undefined) {
        this.#living.delete(pid)
        continue
      }
      worker.samples.push({
        atMs,
        rssBytes: usage.memory,
        cpuPercent: Math.round(usage.cpu * 10) / 10,
        descriptors: this.#probe.listDescriptors(pid)?.descriptors.length ?? null,
        children: countChildren(pid),
      })
      if (worker.samples.length > MAX_SAMPLES) this.#thin()
    }
  }

  #thin(): void {
    this.#intervalMs *= 2
    for (const worker of this.#workers.values())
      worker.samples = worker.samples.filter((_, index) => index % 2 === 0)
  }
}

/** Through ps all children are counted by one look, and only where a worker is there to ask for. */
function createChildCounter(probe: Probe): (pid: number) => number {
  if (probe.name !== 'portable') return (pid) => probe.listChildren(pid).length
  let all: ProcessInfo[] | undefined
  return (pid) => (all ??= probe.readProcesses()).filter(({ ppid }) => ppid === pid).length
}
