/** The known name that is nearest to a mistyped one; undefined when none is near enough to be meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of known) {
    const edits = distance(name.toLowerCase(), candidate.toLowerCase())
    if (edits < least) [best, least] = [candidate, edits]
  }
  return best
}

/** How many letters must be put in, taken out or replaced (Levenshtein). */
function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 0; row < from.length; row++) {
    let left = row + 1
    const next = [left]
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(above, column - 1) + (to[column - 1] === from[row] ? 0 : 1)
      left = Math.min(replaced, at(above, column) + 1, left + 1)
      next.push(left)
    }
    above = next
  }
  return at(above, to.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity
}
