import { functionAround } from './expressions.ts'
import { createFrames } from './frames.ts'
import type { Node, Place, Rhythm } from './model.ts'
import type { SourceFile } from './source-file.ts'
import { createSurveys } from './survey.ts'
import { createTests, type Tests } from './tests.ts'
import { createUses } from './uses.ts'

export { fileRole } from './file-role.ts'

/** How often the places of one file run. */
export interface Places {
  placeOf(node: Node): Place
  /**
   * Whether a node runs only once as long as what it fills lives, and that outlives the function it stands in:
   * `if (!pool) pool = new Pool()`.
   */
  isGuarded(node: Node): boolean
}

/** What makes a place run as often as it does. */
export type Cause = Pick<Place, 'rhythm' | 'by' | 'label' | 'test'>

/** The rhythms from the rarest to the most frequent; those of one group are equal. */
export const RANKS: Readonly<Record<Rhythm, number>> = {
  once: 0,
  call: 1,
  instance: 2,
  fixture: 3,
  all: 3,
  each: 3,
  test: 3,
  loop: 4,
  tick: 4,
  message: 4,
  request: 4,
}

/** The places of one file; each is computed when it is asked for, and what it hangs on is remembered. */
export function createPlaces(file: SourceFile, tests: Tests = createTests(file)): Places {
  const frames = createFrames(file)
  const causeOf = createSurveys(frames, createUses(file, tests), tests)
  return {
    placeOf(node) {
      const cause = causeOf(frames.frameOf(node))
      return { ...cause, function: functionAround(node), test: tests.testPlaceOf(node) ?? cause.test }
    },
    isGuarded(node) {
      return frames.frameOf(node) !== frames.plainFrameOf(node)
    },
  }
}
