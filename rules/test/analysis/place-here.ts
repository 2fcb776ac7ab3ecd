import type { FileAnalysis, Node, Place } from '../../src/analysis/model.ts'
import { analyseCode } from './analyse-code.ts'

/** The place of the call `HERE()` in some code, as `rhythm: label`, with ` in <test place>` where a test holds it. */
export function placeHere(code: string, filename?: string, settings?: object): string {
  const analysis = analyseCode(code, filename, settings)
  const { rhythm, label, test } = analysis.places.placeOf(hereIn(analysis))
  return [label === '' ? rhythm : `${rhythm}: ${label}`, ...(test ? [`in ${test.type}`] : [])].join(' ')
}

/** The place of the call `HERE()`, whole. */
export function wholePlaceHere(code: string, filename?: string): Place {
  const analysis = analyseCode(code, filename)
  return analysis.places.placeOf(hereIn(analysis))
}

/** The call `HERE()`, or that of another global. */
export function hereIn({ file }: FileAnalysis, name = 'HERE'): Node {
  const reference = file.scopes.globalScope?.through.find(
    ({ identifier }) => 'name' in identifier && identifier.name === name,
  )
  const call = reference?.identifier.parent
  if (!call) throw new Error(`Expected a call of ${name} in the code.`)
  return call
}
