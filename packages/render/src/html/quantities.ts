import type { Metric } from './page-shape.ts'

/** A measured value as the page says it; a dash where there is none. */
export function sayValue(value: number | null, unit: Metric['unit']): string {
  if (value === null) return '–'
  return unit === 'bytes' ? sayBytes(value) : new Intl.NumberFormat('en').format(value)
}

/** A size in MB (1024² bytes). */
export function sayBytes(bytes: number): string {
  const size = bytes / 1024 ** 2
  return `${size.toFixed(Math.abs(size) < 9.95 ? 1 : 0)} MB`
}

/** A duration in the unit that keeps it readable. */
export function sayDuration(ms: number): string {
  if (ms < 1000) return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}
