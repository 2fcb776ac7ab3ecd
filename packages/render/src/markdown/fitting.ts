import { plural } from '../words.ts'

/** A part of a text that is shown whole or not at all, and how many findings it speaks of. */
export interface Block {
  readonly text: string
  readonly findings: number
}

/** Blocks of which as many are shown as fit; each is made only when its turn comes. */
interface Blocks {
  readonly all: Iterable<Block>
  /** Of all of them. */
  readonly findings: number
}

/** Paragraphs with as many of the blocks below them as fit into `limit` characters, and how many findings did not. */
export function fitting(head: readonly string[], { all, findings }: Blocks, limit: number): string {
  const shown = [...head]
  let length = head.join(SEPARATOR).length
  let left = findings
  for (const block of all) {
    length += SEPARATOR.length + block.text.length
    if (length > limit - RESERVE) break
    shown.push(block.text)
    left -= block.findings
  }
  const note =
    left > 0 ? [`_${plural(left, 'more finding')} would not fit here: the report has them all._`] : []
  return `${[...shown, ...note].join(SEPARATOR)}\n`
}

const SEPARATOR = '\n\n'
/** For the note. */
const RESERVE = 120
