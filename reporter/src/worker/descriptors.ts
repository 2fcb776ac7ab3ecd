import type { Descriptor, Probe } from '@watertight/probe'
import { monotonicMs } from '@watertight/probe/ledger'
import type { DescriptorChange } from '@watertight/probe/ledger'
import type { Scope } from './scope.ts'

/**
 * Descriptors that belong to the runtime or to the machinery around it, whoever was running when they appeared.
 * - `anon_inode:` libuv's epoll, eventfd, io_uring; the one inotify instance that the first `fs.watch` leaves.
 * - `/dev/`, `/proc/`, `/sys/` the reserve descriptor of the first `listen()`, random sources, our own readings.
 * - `pipe:` native ones carry no name that could accuse anybody; the others are seen through their handles.
 */
const NOISE: readonly RegExp[] = [/^anon_inode:/, /^\/(?:dev|proc|sys)\//, /^pipe:/, /^fd:/, /^\/memfd:/]

/** Where nothing can ever be listed, the tests that could have opened something do not pile up. */
const MOST_SUSPECTS = 64

export type Suspecting = (lookedAtMs: number, isNew: boolean) => readonly Scope[]

export interface Sighting {
  readonly descriptor: Descriptor
  /** The tests that could have opened it, and the suites whose hooks could. */
  readonly suspects: readonly Scope[]
}

/** What the ledger knows of the descriptors of the process. */
export interface KnownDescriptors {
  /** How many sockets and pipes are open. */
  readonly sockets: () => number
  /** What may have come or gone since this was asked last. */
  readonly changes: () => DescriptorChange
}

/**
 * Finds what no call of Node opened: the files of native add-ons, `node:sqlite` among them. The count of
 * descriptors is looked at after each test that may have changed it; names are read only when it differs by more than
 * the sockets that Node itself has opened and closed since.
 */
export class DescriptorWatch {
  readonly #probe: Probe
  readonly #ledger: KnownDescriptors
  #count: number | null
  #lookedAtMs = monotonicMs()
  /** How many others there were when names were read last. */
  #listedOthers: number | null
  /** `null` until they could be listed for the first time: what was there before accuses nobody. */
  #known: ReadonlyMap<number, string> | null
  /** Tests after which nothing could be listed, as when none is left to list with (EMFILE). */
  #unlisted: readonly Scope[] = []
  readonly #sightings = new Map<string, Sighting>()

  constructor(probe: Probe, known: KnownDescriptors) {
    this.#probe = probe
    this.#ledger = known
    this.#known = this.#list()
    this.#count = probe.countDescriptors()
    this.#listedOthers = this.#others
  }

  get count(): number | null {
    return this.#count
  }

  /**
   * Looks where anything may have changed or when it `isDue`, since whatever opens descriptors out of the ledger's
   * sight would stay unseen. `suspects` answers who could have opened something since the last look, or only now where
   * the means to open out of sight are new.
   */
  look(isDue: boolean, suspects: Suspecting): number | null {
    const change = this.#ledger.changes()
    if (change === 'none' && !isDue) return this.#count
    this.#count = this.#probe.countDescriptors()
    // What is new may have opened as much as something else has closed since.
    const isNew = change === 'new-means'
    if (isNew || this.#others !== this.#listedOthers)
      this.#compare([...this.#unlisted, ...suspects(this.#lookedAtMs, isNew)])
    this.#lookedAtMs = monotonicMs()
    return this.#count
  }

  /** Whether something may have been opened that could not be listed to this moment. */
  get isBlind(): boolean {
    return this.#unlisted.length > 0
  }

  /** What appeared while tests ran, is still open, and no record explains. */
  unexplained(explained: (descriptor: Descriptor) => boolean): Sighting[] {
    if (this.#unlisted.length > 0) this.#compare(this.#unlisted)
    if (this.#sightings.size === 0) return []
    const present = this.#list()
    return [...this.#sightings.values()].filter(
      ({ descriptor }) => isSame(present?.get(descriptor.fd), descriptor.target) && !explained(descriptor),
    )
  }

  #compare(suspects: readonly Scope[]): void {
    const present = this.#list()
    this.#unlisted = present === null ? suspects.slice(-MOST_SUSPECTS) : []
    if (present === null) return
    for (const [fd, target] of this.#known === null ? [] : present) {
      if (this.#known?.get(fd) === target || NOISE.some((pattern) => pattern.test(target))) continue
      this.#sightings.set(`${fd}|${target}`, { descriptor: { fd, target }, suspects })
    }
    this.#known = present
    this.#listedOthers = this.#others
  }

  get #others(): number | null {
    return this.#count === null ? null : this.#count - this.#ledger.sockets()
  }

  #list(): ReadonlyMap<number, string> | null {
    const list = this.#probe.listDescriptors()
    return list && new Map(list.descriptors.map(({ fd, target }) => [fd, target]))
  }
}

/** A file that was removed while it was open is still the one that was opened. */
function isSame(present: string | undefined, target: string): boolean {
  return present === target || present === `${target} (deleted)`
}
