import { analysisOf } from '../analysis/analysis-of.ts'
import { isToBeReleased } from '../left-open.ts'
import type { Acquisition, FileAnalysis } from '../analysis/model.ts'
import type { ResourceKind } from '../resources/resource.ts'
import { defineRule } from '../rule.ts'
import { nameOfResource } from '../wording.ts'

/** What tests share by a hook or a fixture; a timer or a stream of its own belongs to its test. */
const SHAREABLE: ReadonlySet<ResourceKind> = new Set([
  'agent',
  'browser',
  'client',
  'connection',
  'container',
  'engine',
  'pool',
  'process',
  'server',
  'worker',
])

/** Flags tests of one file that open the same thing by hand, each for itself. */
export default defineRule<'repeated', { readonly min: number }>({
  name: 'prefer-fixture',
  description: 'Prefer a hook or a fixture to tests that each open the same resource by hand',
  recommended: false,
  messages: {
    repeated:
      '{{resource}} is opened in the same way by {{count}} tests of this file (the others at {{lines}}), each of which must close it by itself; open and close it once, in `beforeEach` and `afterEach` or in a fixture.',
  },
  options: {
    min: {
      type: 'integer',
      minimum: 2,
      default: 3,
      description: 'How many tests have to open the same resource before it is said',
    },
  },
  create: (context, { min }) => ({
    'Program:exit'() {
      for (const [first, ...others] of repeated(analysisOf(context)).values()) {
        if (first === undefined || others.length + 1 < min) continue
        context.report({
          node: first.node,
          messageId: 'repeated',
          data: {
            resource: nameOfResource(first),
            count: String(others.length + 1),
            lines: linesOf(others),
          },
        })
      }
    },
  }),
})

/** What tests open by the same text, one of each test. */
function repeated(analysis: FileAnalysis): ReadonlyMap<string, readonly Acquisition[]> {
  const groups = new Map<string, Acquisition[]>()
  for (const acquisition of analysis.acquisitions) {
    if (!isByHand(acquisition, analysis)) continue
    const key = `${acquisition.resource.id} ${textOf(acquisition, analysis)}`
    const group = groups.get(key) ?? []
    groups.set(key, group)
    if (!group.some((other) => other.place.test?.callback === acquisition.place.test?.callback)) {
      group.push(acquisition)
    }
  }
  return groups
}

/** In the body of a test itself; what a function opens for it is a fixture already. */
function isByHand(acquisition: Acquisition, analysis: FileAnalysis): boolean {
  const { place, factory, resource, from, node } = acquisition
  if (factory !== null || from !== null || !SHAREABLE.has(resource.kind)) return false
  const isInTest = place.test?.type === 'test' && analysis.tests.testPlaceOf(node)?.type === 'test'
  return isInTest && place.function === place.test.callback && isToBeReleased(acquisition, analysis)
}

/** The text that opens it, with the spaces evened out. */
function textOf({ node }: Acquisition, { file }: FileAnalysis): string {
  return file.text.slice(...node.range).replaceAll(/\s+/g, ' ')
}

const MAX_LINES = 5

function linesOf(others: readonly Acquisition[]): string {
  const lines = others.slice(0, MAX_LINES).map(({ node }) => String(node.loc.start.line))
  return `line ${lines.join(', ')}${others.length > MAX_LINES ? ', …' : ''}`
}
