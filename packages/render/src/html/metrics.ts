import type { Sample, WorkerSample } from '@watertight/findings'
import type { Metric, Values } from './page-shape.ts'

type MetricRecord = Metric & { readonly id: keyof Sample }

/** What is measured of tests and workers, in the order in which the page shows it. */
export const METRICS: readonly MetricRecord[] = [
  { id: 'rssBytes', label: 'Resident memory', unit: 'bytes' },
  { id: 'heapBytes', label: 'JavaScript heap', unit: 'bytes' },
  { id: 'externalBytes', label: 'Buffers', unit: 'bytes' },
  { id: 'descriptors', label: 'Descriptors', unit: 'count' },
  { id: 'sockets', label: 'Sockets', unit: 'count' },
  { id: 'children', label: 'Child processes', unit: 'count' },
]

/** The values of a sample in the order of the metrics; a worker's sample has only some of them. */
export function valuesOf(sample: Partial<Sample> | WorkerSample): Values {
  const values: Partial<Sample> = sample
  return METRICS.map(({ id }) => values[id] ?? null)
}

/** The highest of each metric. */
export function highest(all: readonly Values[]): Values {
  return METRICS.map((_, index) => {
    let peak: number | null = null
    for (const values of all) {
      const value = values[index] ?? null
      if (value !== null && (peak === null || value > peak)) peak = value
    }
    return peak
  })
}
