import type { SourceFile } from '../source-file.ts'

/** How many more nodes may be visited. */
export interface Effort {
  left: number
}

/** Some 30 visits for each node of a file; and what no file that people write comes near, however short it is. */
const VISITS_PER_CHARACTER = 4
const FEWEST_VISITS = 200_000

/**
 * The effort that the walks of one rule through one file may take together. Each walk is linear, but one function may
 * acquire thousands of resources, each of which is held to its end: without a limit that is quadratic.
 */
export function effortFor({ text }: Pick<SourceFile, 'text'>): Effort {
  return { left: Math.max(FEWEST_VISITS, VISITS_PER_CHARACTER * text.length) }
}
