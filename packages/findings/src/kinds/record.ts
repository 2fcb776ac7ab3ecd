import { isSeveral } from '../amount.ts'
import type { Facts, Level } from '../finding.ts'
import type { Kind } from '../kind.ts'

/** How one kind of resource is named, judged by default, said and given back. */
export interface KindRecord {
  /** Heading, singular: `File handle`. */
  readonly title: string
  /** Heading of several: `File handles`. */
  readonly plural: string
  /** The default level. */
  readonly level: Level
  /** Begins the sentence: `A TCP server`, `3 TCP servers`. */
  readonly subject: (facts: Facts) => string
  /** How it came to be: `was opened`, `were opened`. */
  readonly acquired: (facts: Facts) => string
  /** What it still does: `still listens on 127.0.0.1:4821`. */
  readonly lives: (facts: Facts) => string
  /** How to give it back: an imperative sentence. */
  readonly remedy: (facts: Facts) => string
  /** Its page, from the root of the repository. */
  readonly docs: `docs/kinds/${Kind}.md`
}

/** The records of some kinds. */
export type KindTable<K extends Kind> = Readonly<Record<K, KindRecord>>

/** `was opened` or `were opened`, by how many there are. */
export function was(participle: string): KindRecord['acquired'] {
  return (facts) => `${isSeveral(facts) ? 'were' : 'was'} ${participle}`
}
