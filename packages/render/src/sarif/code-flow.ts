import type { Frame } from '@watertight/findings'
import type { Anchor } from '../anchor.ts'
import { ownerTitle, sayStack } from '../finding-words.ts'
import type { Listed } from '../listed.ts'
import { locationOf } from './location.ts'
import type { Location } from './location.ts'
import { unlinked } from './message.ts'

/** A `codeFlow` (SARIF 2.1.0, 3.36). */
export interface CodeFlow {
  readonly threadFlows: readonly { readonly locations: readonly Step[] }[]
}

interface Step {
  readonly location: Location
  readonly executionOrder: number
  readonly importance: 'essential' | 'important'
}

/** The way from the outermost caller to the line that acquired the resource, and on to the end of the scope that did not release it. */
export function codeFlowOf(listed: Listed): CodeFlow | undefined {
  const { stack, place } = listed.finding
  const frames = stack.length === 0 && place ? [place] : stack
  if (frames.length === 0) return undefined
  const steps = [...acquisition(listed, frames), ...scopeEnd(listed)]
  return {
    threadFlows: [{ locations: steps.map((step, index) => ({ ...step, executionOrder: index + 1 })) }],
  }
}

type Unnumbered = Omit<Step, 'executionOrder'>

function acquisition({ finding }: Listed, frames: readonly Frame[]): Unnumbered[] {
  const said = sayStack(finding)
  return frames
    .map((frame, index): Unnumbered => {
      const isPlace = index === placeIn(frames, finding.place)
      const text = isPlace ? `acquired here: ${finding.kind}` : (said[index] ?? '')
      return { location: locationOf(frame, unlinked(text)), importance: isPlace ? 'essential' : 'important' }
    })
    .toReversed()
}

/** The frame that acquired it; the innermost one where the place is none of them. */
function placeIn(frames: readonly Frame[], place: Frame | undefined): number {
  const index = frames.findIndex(({ file, line }) => file === place?.file && line === place.line)
  return Math.max(0, index)
}

function scopeEnd(listed: Listed): Unnumbered[] {
  if (listed.command !== undefined) return []
  const anchor = anchorOfScope(listed)
  const text = `"${ownerTitle(listed)}" ended, and nothing had released it`
  return [{ location: locationOf(anchor, unlinked(text)), importance: 'essential' }]
}

/** Where the scope is: runners do not always tell the line of a test, but what it called came from there. */
function anchorOfScope({ finding, file: { path }, test }: Listed): Anchor {
  const line = test?.line ?? finding.stack.findLast((frame) => frame.file === path)?.line
  return line === undefined ? { file: path } : { file: path, line }
}
