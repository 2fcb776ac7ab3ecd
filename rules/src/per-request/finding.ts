import { functionAround } from '../analysis/expressions.ts'
import type { Acquisition, FileAnalysis } from '../analysis/model.ts'
import { fileRole } from '../analysis/place.ts'
import { isBuiltPerCall } from './calls.ts'
import { unreadGlobal } from './globals.ts'
import { isKept } from './kept.ts'
import { isOwnByDesign } from './own-by-design.ts'
import { isRetried } from './retries.ts'
import { isVarying } from './varying.ts'

export type FunctionsOption = 'none' | 'operations' | 'any'

/** What is wrong with one acquisition, for its message. */
export interface Finding {
  readonly messageId: 'built' | 'closed' | 'unread'
  /** What pays: `request`, `message`, `turn`, `tick`, `call`. */
  readonly turn: string
  /** The property of the global object that keeps it; '' where none does. */
  readonly store: string
}

const TURNS: Readonly<Partial<Record<Acquisition['place']['rhythm'], string>>> = {
  request: 'request',
  message: 'message',
  loop: 'turn',
  tick: 'tick',
  call: 'call',
  once: 'reload of the module',
}

/** What is wrong with building a shared resource where it is built; null where nothing is. */
export function findingOf(
  acquisition: Acquisition,
  analysis: FileAnalysis,
  options: { readonly functions: FunctionsOption; readonly varying: boolean },
): Finding | null {
  const { resource, place, releases, transfers } = acquisition
  const turn = TURNS[place.rhythm]
  if (turn === undefined || (resource.shared !== true && resource.engine !== true)) return null
  if (isOfFewRuns(acquisition, analysis) || isPartOfAnother(acquisition, analysis)) return null
  const store = unreadGlobal(acquisition, analysis)
  if (store !== null) return { messageId: 'unread', turn, store }
  if (!isBuiltAgain(acquisition, analysis, options.functions)) return null
  if (isKept(acquisition) || isOwnByDesign(acquisition) || isRetried(acquisition, analysis)) return null
  if (!options.varying && isVarying(acquisition, analysis)) return null
  const isClosed = releases.length > 0 || transfers.some(({ how }) => how === 'disposed')
  return { messageId: isClosed ? 'closed' : 'built', turn, store: '' }
}

/** Of CloudFormation, which calls it when something is deployed. */
const CUSTOM_RESOURCE = /custom-?resource/i

/** Tests, scripts, examples and benchmarks build what they need, and end. */
function isOfFewRuns({ place }: Acquisition, { file, tests }: FileAnalysis): boolean {
  if (place.test !== null || tests.isTestFile || fileRole(file) !== 'source') return true
  return CUSTOM_RESOURCE.test(file.filename)
}

/** `new Kysely({ dialect: new PostgresDialect({ pool: new Pool() }) })` is one mistake. */
function isPartOfAnother({ node, resource }: Acquisition, { acquisitions }: FileAnalysis): boolean {
  return acquisitions.some(
    (other) =>
      other.node !== node &&
      other.resource.shared === true &&
      other.resource.engine === resource.engine &&
      functionAround(other.node) === functionAround(node) &&
      other.node.range[0] <= node.range[0] &&
      node.range[1] <= other.node.range[1],
  )
}

function isBuiltAgain(acquisition: Acquisition, analysis: FileAnalysis, functions: FunctionsOption): boolean {
  const { rhythm } = acquisition.place
  if (rhythm === 'call') return isBuiltPerCall(acquisition, analysis, functions)
  return rhythm !== 'once'
}
