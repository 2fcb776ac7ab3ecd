/** The end of what a process printed. */
export interface OutputTail {
  readonly add: (text: string) => void
  /** Everything that is kept. */
  readonly text: () => string
  readonly lines: (count: number) => string[]
}

/** Makes a tail that keeps `limit` characters. */
export function createOutputTail(limit: number): OutputTail {
  let kept = ''
  return {
    add(text) {
      kept += text
      // Cut seldom, so that many small pieces are not copied again and again.
      if (kept.length > 2 * limit) kept = kept.slice(-limit)
    },
    text: () => kept.slice(-limit),
    lines: (count) => kept.trimEnd().split(/\r?\n/).slice(-count),
  }
}
