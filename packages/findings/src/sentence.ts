import { isSeveral } from './amount.ts'
import { clientRemedy } from './clients.ts'
import type { Facts, Owner, Place, Status } from './finding.ts'
import { KINDS } from './kinds.ts'
import { relativePath, sayPlace } from './location.ts'
import { sayOwner } from './owner.ts'
import { LIMITS, printable } from './untrusted.ts'

/** What a sentence is made of. */
export interface Described {
  readonly facts: Facts
  readonly owner: Owner
  readonly place?: Place | undefined
  readonly status: Status
  /** Full names of all tests that could have done it; one alone is no doubt. */
  readonly suspects?: readonly string[] | undefined
  /** Absolute path that places are shown relative to. */
  readonly root: string
}

/** Says a finding in one paragraph (fact, then remedy), and its remedy alone as an imperative sentence. */
export function describeFinding(described: Described): { message: string; remedy: string } {
  const facts = toldFacts(described)
  const remedy = clientRemedy(facts) ?? remedyOf(facts)
  const sentences = [sayFact(described, facts), ...saySuspects(described), ADVICE[described.status](remedy)]
  return { message: sentences.join(' '), remedy }
}

const ADVICE: Readonly<Record<Status, (remedy: string) => string>> = {
  leaked: (remedy) => remedy,
  held: (remedy) => `Unless it is shared on purpose, ${uncapitalised(remedy)}`,
  late: (remedy) => `Await its release: ${uncapitalised(remedy)}`,
}

/** The facts as they are told: the library is known from the place too, paths are relative to the root. */
function toldFacts({ facts, place, root }: Described): Facts {
  const client = facts.client ?? place?.via
  return {
    ...facts,
    ...(client === undefined ? {} : { client }),
    ...(facts.path === undefined ? {} : { path: relativePath(facts.path, root) }),
  }
}

function remedyOf(facts: Facts): string {
  const remedy = KINDS[facts.kind].remedy(facts)
  return isSeveral(facts) ? remedy.replace(/^(\w+) it\b/, '$1 each') : remedy
}

function sayFact(described: Described, facts: Facts): string {
  const { subject, acquired, lives } = KINDS[facts.kind]
  const owner = sayOwner(described)
  const by = facts.client === undefined ? '' : ` by ${printable(facts.client, LIMITS.name)}`
  const where = described.place ? ` at ${sayPlace(described.place, described.root)}` : ` ${owner.during}`
  const opening = `${subject(facts)} ${acquired(facts)}${by}${where}`
  const [were = ''] = acquired(facts).split(' ', 1)
  switch (described.status) {
    case 'leaked':
      return `${opening} and ${lives(facts)} after ${owner.ended}.`
    case 'held':
      return `${opening}, outlived ${owner.name} and ${were} released later by an outer scope.`
    case 'late':
      return `${opening} and ${were} released only after ${owner.ended}, which nothing awaited.`
  }
}

function saySuspects({ suspects = [] }: Described): string[] {
  if (suspects.length < 2) return []
  const shown = suspects.slice(0, SHOWN_SUSPECTS).map((name) => `"${printable(name, LIMITS.name)}"`)
  const more = suspects.length - shown.length
  const list = more > 0 ? [...shown, `${more} more`] : shown
  return [`Any of them may have done it: ${list.slice(0, -1).join(', ')} or ${list.at(-1) ?? ''}.`]
}

const SHOWN_SUSPECTS = 5

function uncapitalised(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
