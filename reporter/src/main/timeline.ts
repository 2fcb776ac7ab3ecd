import pidusage from 'pidusage'
import type { Probe } from '@watertight/probe'
import type { WorkerReport, WorkerSample } from '@watertight/findings'

const INTERVAL_MS = 500
/** Beyond this many samples of one worker every second one is dropped and the interval doubled: memory stays bounded. */
const MAX_SAMPLES = 600

/** Samples the workers from outside: pidusage keeps a descriptor open on each process that it samples. */
export class Timeline {
  readonly #probe: Probe
  readonly #startedMs = performance.now()
  readonly #workers = new Map<number, { files: Set<string>; samples: WorkerSample[] }>()
  #intervalMs = INTERVAL_MS
  #timer: NodeJS.Timeout | null = null
  #sampling: Promise<void> | null = null

  constructor(probe: Probe) {
    this.#probe = probe
  }

  /** A worker was heard of, running this file. */
  seen(pid: number, file: string): void {
    const worker = this.#workers.get(pid) ?? { files: new Set(), samples: [] }
    worker.files.add(file)
    this.#workers.set(pid, worker)
    this.#timer ??= setTimeout(() => this.#tick(), 0).unref()
  }

  async stop(): Promise<WorkerReport[]> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    await this.#sampling
    pidusage.clear()
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
    for (const [pid, worker] of this.#workers) {
      const usage = await pidusage(pid).catch(() => null)
      if (usage === null) continue
      worker.samples.push({
        atMs,
        rssBytes: usage.memory,
        cpuPercent: Math.round(usage.cpu * 10) / 10,
        descriptors: this.#probe.listDescriptors(pid)?.descriptors.length ?? null,
        children: this.#probe.listChildren(pid).length,
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
