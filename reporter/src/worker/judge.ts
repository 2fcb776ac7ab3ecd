import { relative } from 'node:path'
import { KINDS, describeFinding, fingerprintOf, relativePath } from '@watertight/findings'
import type { Facts, Finding, Frame, Level, Owner, Place, Status } from '@watertight/findings'
import { innermostLibrary, readableFrames } from '@watertight/probe/ledger'
import { matchAllow } from '../options.ts'
import type { WorkerOptions } from '../worker-options.ts'
import type { Hold } from './hold/hold.ts'
import type { Scope } from './scope.ts'

/** Applies the user's policy to what is held, and says it in words. Collects what the summary must know of it. */
export class Judge {
  readonly #options: WorkerOptions
  /** Indexes of the user's `allow` entries that matched. */
  readonly allowed = new Set<number>()
  /** The places of leaks that nothing else tells apart, by their common fingerprint. */
  readonly #places = new Map<string, string[]>()

  constructor(options: WorkerOptions) {
    this.#options = options
  }

  /** The finding that a hold is, or `null` when the user's policy says that it is none. */
  judge(hold: Hold, status: Status): Finding | null {
    const level = this.#levelOf(hold)
    if (level === 'off') return null
    const alike = this.#toFinding(hold, status, level)
    if (this.#isAllowed(alike, hold.scope)) return null
    const finding = this.#toldApart(alike)
    return status === 'leaked' && this.#isKnown(finding)
      ? { ...finding, level: 'warn', known: true }
      : finding
  }

  #levelOf({ facts }: Hold): Level {
    const { kinds, mode } = this.#options
    const level = kinds[facts.kind] ?? KINDS[facts.kind].level
    return level === 'off' || mode === 'configured' || mode === 'off' ? level : mode
  }

  #toFinding(hold: Hold, status: Status, level: Exclude<Level, 'off'>): Finding {
    const { root } = this.#options
    const { place, frames, evidence } = hold
    const facts = withClient(hold)
    const owner = ownerOf(hold.scope, root)
    const suspects =
      (hold.suspects ?? []).length > 1
        ? { suspects: (hold.suspects ?? []).map((scope) => ownerOf(scope, root).name) }
        : {}
    const base = { facts, owner, status, root, ...(place ? { place } : {}), ...suspects }
    return {
      kind: facts.kind,
      level,
      status,
      fingerprint: fingerprintOf(base),
      owner,
      facts,
      ...(place ? { place: relativePlace(place, root) } : {}),
      stack: readableFrames(frames).map((frame) => relativeFrame(frame, root)),
      evidence,
      ...suspects,
      ...describeFinding(base),
    }
  }

  /** Two lines of a test that leak alike are two leaks, and without their lines only their number says so. */
  #toldApart(finding: Finding): Finding {
    const { facts, owner, place, status } = finding
    const key = `${status} ${finding.fingerprint}`
    const line = place ? `${place.line}:${place.column}` : ''
    const places = this.#places.get(key) ?? []
    const index = places.includes(line) ? places.indexOf(line) : places.push(line) - 1
    this.#places.set(key, places)
    if (index === 0) return finding
    const fingerprint = fingerprintOf({ facts, owner, place, root: this.#options.root, nth: index + 1 })
    return { ...finding, fingerprint }
  }

  #isAllowed(finding: Finding, scope: Scope): boolean {
    const index = matchAllow(finding, this.#options.allow)
    if (index !== -1) {
      this.allowed.add(index)
      return true
    }
    for (let current: Scope | null = scope; current !== null; current = current.parent) {
      if (matchAllow(finding, current.allowed) !== -1) return true
    }
    return false
  }

  #isKnown({ fingerprint }: Finding): boolean {
    const { known, update, baseline } = this.#options
    // A run that writes the baseline down knows everything that it sees.
    return known.includes(fingerprint) || (update && baseline !== undefined)
  }
}

function ownerOf(scope: Scope, root: string): Owner {
  const file = relative(root, scope.file).replaceAll('\\', '/')
  return { scope: scope.kind, id: scope.id, name: scope.path.join(' > ') || file, file }
}

function relativePlace(place: Place, root: string): Place {
  return { ...place, file: relativePath(place.file, root) }
}

function relativeFrame(frame: Frame, root: string): Frame {
  return { ...frame, file: relativePath(frame.file, root) }
}

/** Without a place the library at the bottom of the stack still tells whose client it is. */
function withClient({ facts, place, frames }: Hold): Facts {
  const client = place === undefined ? innermostLibrary(frames) : undefined
  return client === undefined ? facts : { ...facts, client }
}
