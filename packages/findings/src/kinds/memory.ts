import { megabytes } from '../amount.ts'
import type { Facts } from '../finding.ts'
import type { KindRecord, KindTable } from './record.ts'

/** Memory that a test took and a full garbage collection did not bring back. */
export const MEMORY: KindTable<'heap-memory' | 'buffer-memory' | 'native-memory'> = {
  'heap-memory': {
    ...memory('heap memory'),
    title: 'Heap memory',
    plural: 'Heap memory',
    remedy: () =>
      'Drop the references that keep it: arrays, maps, caches and closures outside of the test that it fills.',
    docs: 'docs/kinds/heap-memory.md',
  },
  'buffer-memory': {
    ...memory('Buffer memory'),
    title: 'Buffer memory',
    plural: 'Buffer memory',
    remedy: () =>
      'Drop the references that keep its Buffers and ArrayBuffers: caches, queues and streams that were never read.',
    docs: 'docs/kinds/buffer-memory.md',
  },
  'native-memory': {
    ...memory('native memory'),
    // What a library takes on first use and keeps for good (compiled WebAssembly, caches) looks just like a leak.
    level: 'warn',
    title: 'Native memory',
    plural: 'Native memory',
    remedy: () =>
      'Close or free the native objects that took it: databases, compression streams, images, WebAssembly instances.',
    docs: 'docs/kinds/native-memory.md',
  },
}

function memory(name: string): Pick<KindRecord, 'level' | 'subject' | 'acquired' | 'lives'> {
  return {
    level: 'fail',
    subject: (facts) => {
      const grown = grownBytes(facts)
      return grown === undefined
        ? name.charAt(0).toUpperCase() + name.slice(1)
        : `${megabytes(grown)} of ${name}`
    },
    acquired: () => 'was allocated',
    lives: (facts) => `is still retained${figures(facts)}`,
  }
}

function grownBytes({ beforeBytes, afterBytes }: Facts): number | undefined {
  return beforeBytes === undefined || afterBytes === undefined ? undefined : afterBytes - beforeBytes
}

function figures({ beforeBytes, afterBytes }: Facts): string {
  if (beforeBytes === undefined || afterBytes === undefined) return ''
  return ` (${megabytes(beforeBytes)} → ${megabytes(afterBytes)})`
}
