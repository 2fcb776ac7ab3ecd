import type { Descriptor, Probe } from '@watertight/probe'
import type { Scope } from './scope.ts'

/**
 * Descriptors that belong to the runtime or to the machinery around it, whoever was running when they appeared.
 * - `anon_inode:` libuv's epoll, eventfd, io_uring; the one inotify instance that the first `fs.watch` leaves.
 * - `/dev/`, `/proc/`, `/sys/` the reserve descriptor of the first `listen()`, random sources, our own readings.
 * - `pipe:` native ones carry no name that could accuse anybody; the others are seen through their handles.
 */
const NOISE: readonly RegExp[] = [/^anon_inode:/, /^\/(?:dev|proc|sys)\//, /^pipe:/, /^fd:/, /^\/memfd:/]

export interface Sighting {
  readonly descriptor: Descriptor
  /** The tests that could have opened it. */
  readonly suspects: readonly Scope[]
}

/**
 * Finds what no call of Node opened: the files of native add-ons, `node:sqlite` among them. The count of
 * descriptors is looked at after each test; names are read only when it differs.
 */
export class DescriptorWatch {
  readonly #probe: Probe
  #count: number | null
  #known: Map<number, string>
  readonly #sightings = new Map<string, Sighting>()

  constructor(probe: Probe) {
    this.#probe = probe
    this.#known = this.#list()
    this.#count = probe.countDescriptors()
  }

  get count(): number | null {
    return this.#count
  }

  /** Looks after a test; `running` answers the tests that ran since the last look. */
  look(running: () => readonly Scope[]): number | null {
    const count = this.#probe.countDescriptors()
    if (count !== this.#count) this.#compare(running())
    this.#count = count
    return count
  }

  /** What appeared while tests ran, is still open, and no record explains. */
  unexplained(explained: (descriptor: Descriptor) => boolean): Sighting[] {
    if (this.#sightings.size === 0) return []
    const present = this.#list()
    return [...this.#sightings.values()].filter(
      ({ descriptor }) => isSame(present.get(descriptor.fd), descriptor.target) && !explained(descriptor),
    )
  }

  #compare(running: readonly Scope[]): void {
    const present = this.#list()
    for (const [fd, target] of present) {
      if (this.#known.get(fd) === target || NOISE.some((pattern) => pattern.test(target))) continue
      this.#sightings.set(`${fd}|${target}`, { descriptor: { fd, target }, suspects: running })
    }
    this.#known = present
  }

  #list(): Map<number, string> {
    const list = this.#probe.listDescriptors()
    return new Map(list?.descriptors.map(({ fd, target }) => [fd, target]))
  }
}

/** A file that was removed while it was open is still the one that was opened. */
function isSame(present: string | undefined, target: string): boolean {
  return present === target || present === `${target} (deleted)`
}
