import type { Sample } from '@watertight/findings'
import { megabytes, plural } from './words.ts'

/** What was held at most, on one line; nothing where nothing was observed. */
export function sayPeak(peak: Sample): string[] {
  const parts = FIGURES.flatMap(({ key, say }) => {
    const value = peak[key]
    return value === null ? [] : [say(value)]
  })
  return parts.length === 0 ? [] : ['', `   at most: ${parts.join(' · ')}`]
}

const FIGURES: readonly { key: keyof Sample; say: (value: number) => string }[] = [
  { key: 'descriptors', say: (value) => plural(value, 'descriptor') },
  { key: 'sockets', say: (value) => plural(value, 'socket') },
  { key: 'children', say: (value) => plural(value, 'child', 'children') },
  { key: 'rssBytes', say: (value) => `${megabytes(value)} resident` },
  { key: 'heapBytes', say: (value) => `${megabytes(value)} heap` },
  { key: 'externalBytes', say: (value) => `${megabytes(value)} buffers` },
]
