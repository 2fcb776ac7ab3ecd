import { analysisOf } from '../analysis/analysis-of.ts'
import type { Acquisition, FileAnalysis, Node, Transfer } from '../analysis/model.ts'
import { effortFor, type Exit, type ThrowPolicy } from '../analysis/paths.ts'
import { isToBeReleased } from '../left-open.ts'
import { forgottenExits } from '../release-path.ts'
import { defineRule } from '../rule.ts'
import { lineOf, nameOfResource, releaseCode, releasedWord } from '../wording.ts'

const POLICIES: readonly ThrowPolicy[] = ['none', 'throw-statements', 'awaits', 'calls']

interface Options {
  readonly throws: ThrowPolicy
  readonly throwsInTests: ThrowPolicy
}

/** Flags a release that an early return, a branch or an error goes past. */
export default defineRule<'skipped' | 'notReturned', Options>({
  name: 'require-release-on-all-paths',
  description: 'Require that a release is reached on every way out of the function that opened the resource',
  recommended: true,
  messages: {
    skipped:
      '{{resource}} is {{released}} on {{line}}, but stays open {{exit}}; release it there too, or in a `finally`: `{{release}}`.',
    notReturned:
      '{{resource}} is handed to the caller, but stays open {{exit}}, where nobody has it; release it there: `{{release}}`.',
  },
  strict: { throwsInTests: 'throw-statements' },
  options: {
    throws: {
      type: 'string',
      enum: [...POLICIES],
      default: 'awaits',
      description:
        'What counts as a possible error between opening and release: nothing, `throw` statements, also what is awaited, also every call',
    },
    throwsInTests: {
      type: 'string',
      enum: [...POLICIES],
      default: 'none',
      description: 'The same in test files, where a failed assertion skips most releases that end a test',
    },
  },
  create: (context, options) => ({
    'Program:exit'() {
      const analysis = analysisOf(context)
      const throws = analysis.tests.isTestFile ? options.throwsInTests : options.throws
      const effort = effortFor(analysis.file)
      for (const acquisition of analysis.acquisitions) {
        if (!isJudgedHere(acquisition, analysis)) continue
        const [exit] = forgottenExits(acquisition, analysis, throws, effort)
        if (exit === undefined) continue
        const [release] = acquisition.releases
        context.report({
          node: acquisition.node,
          messageId: release === undefined ? 'notReturned' : 'skipped',
          data: {
            resource: nameOfResource(acquisition),
            released: releasedWord(acquisition),
            line: release === undefined ? '' : lineOf(release.node),
            exit: sayExit(exit),
            release: releaseCode(acquisition),
          },
        })
      }
    },
  }),
})

/** Held by variables alone, and released or returned by the function; fields are the business of their class. */
function isJudgedHere(acquisition: Acquisition, analysis: FileAnalysis): boolean {
  const { holders, place, releases, transfers } = acquisition
  if (place.function === null || holders.length === 0) return false
  if (releases.length === 0 && !(transfers.length > 0 && transfers.every(isHandedToCaller))) return false
  return holders.every(({ type }) => type === 'variable') && isToBeReleased(acquisition, analysis)
}

/** Returned as it is, or as a part of what is returned: `return new Session(client)`. */
function isHandedToCaller({ how, node }: Transfer): boolean {
  return how === 'returned' || ((how === 'passed' || how === 'collected') && isPartOfReturned(node))
}

function isPartOfReturned(node: Node): boolean {
  let outer = node.parent
  while (outer && WHOLES.has(outer.type)) outer = outer.parent
  return outer?.type === 'ReturnStatement'
}

/** Expressions that may hold what they are made of. */
const WHOLES: ReadonlySet<string> = new Set([
  'ArrayExpression',
  'NewExpression',
  'ObjectExpression',
  'Property',
  'TSAsExpression',
])

function sayExit({ how, node }: Exit): string {
  const line = lineOf(node)
  switch (how) {
    case 'return':
      return `where ${line} returns`
    case 'throw':
      return `if ${line} throws`
    case 'overwrite':
      return `where ${line} puts something else in its variable`
    case 'next-turn':
      return 'when the loop goes on to its next turn'
    case 'end':
      return 'when the function ends on another way'
  }
}
