/** Lengths at which text of others is cut, in characters. */
export const LENGTHS = { path: 160, name: 120, title: 500, command: 80, reason: 200, message: 2000 } as const

/** `1 leak`, `2 leaks`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** The sum of counts by kind. */
export function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** A size in whole MB (1024² bytes). */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MB`
}

/** A duration in seconds, with one decimal. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

/** The first `most` lines, and one that says how many there are beyond them: the report has all. */
export function firstOf(lines: readonly string[], most: number): string[] {
  const more = lines.length - most
  return more > 0 ? [...lines.slice(0, most), `… and ${more} more`] : [...lines]
}
