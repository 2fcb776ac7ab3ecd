/** The known name that a mistyped one is nearest to, or undefined when none is near enough to be meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(name.length / 3))
  const [best] = known
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
  return best?.candidate
}

/** Edits from one text to the other, a swap of neighbours counting as one (optimal string alignment). */
function distance(from: string, to: string): number {
  const width = to.length + 1
  let [before, previous] = [
    new Array<number>(width).fill(Infinity),
    Array.from({ length: width }, (_, column) => column),
  ]
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column < width; column++) {
      const at = (list: readonly number[], index: number) => list[index] ?? Infinity
      const isSame = from[row - 1] === to[column - 1]
      const isSwap =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const changed = at(previous, column - 1) + (isSame ? 0 : 1)
      const moved = isSwap ? at(before, column - 2) + 1 : Infinity
      current.push(Math.min(changed, moved, at(previous, column) + 1, at(current, column - 1) + 1))
    }
    ;[before, previous] = [previous, current]
  }
  return previous[to.length] ?? Infinity
}
