import type { Sample } from '@watertight/findings'
import type { MemoryFigures } from './memory.ts'

/** A reading in the report's shape. Descriptors and RSS are `null` where threads share the process. */
export function toSample(
  memory: MemoryFigures,
  descriptors: number | null,
  sockets: number,
  children: number,
  ownsProcess: boolean,
): Sample {
  return {
    descriptors: ownsProcess ? descriptors : null,
    sockets,
    children,
    rssBytes: ownsProcess ? memory.rss : null,
    heapBytes: memory.heapUsed,
    externalBytes: memory.external,
  }
}
