import { analysisOf } from '../analysis/analysis-of.ts'
import type { Acquisition } from '../analysis/model.ts'
import { fixtureDefect, type FixtureDefect } from '../fixture/defect.ts'
import { sayDefect } from '../fixture/say-defect.ts'
import { suggestTeardown } from '../fixture/suggest-teardown.ts'
import { defineRule } from '../rule.ts'

type MessageId = FixtureDefect | 'addHook' | 'addStatement' | 'dropped'

/** Flags what a hook, a fixture or a setup helper opens and no teardown of the same scope closes. */
export default defineRule<MessageId, { readonly releasesInTests: boolean }>({
  name: 'require-fixture-teardown',
  description: 'Require a teardown of the same scope for what a hook, a fixture or a setup helper opens',
  recommended: true,
  hasSuggestions: true,
  messages: {
    beforeUse:
      '{{resource}} is {{released}} before {{place}} lets the test run; move that below the `await` of `{{use}}()`.',
    dropped:
      '{{resource}} is opened in {{place}} and nothing holds it, so that no teardown can reach it; keep it, and add `{{teardown}}`.',
    forFile: '{{resource}} is opened for {{place}} and never {{released}}; add `{{teardown}}`.',
    inFixture: '{{resource}} is opened in {{place}} and never {{released}}; add `{{teardown}}`.',
    inHelper:
      '{{resource}} is opened in {{place}} and never {{released}}, and who calls it gets nothing to do that with; return it, or a function that calls `{{release}}`.',
    inHook: '{{resource}} is opened in {{place}} and never {{released}}; add `{{teardown}}`.',
    onlyInTests:
      '{{resource}} is opened in {{place}} and {{released}} only by tests, which do not get there when they fail; add `{{teardown}}`.',
    tooEarly:
      '{{resource}} is opened once, in {{place}}, and {{released}} after the first test, in {{releasePlace}}; move that to `{{hook}}`.',
    tooLate:
      '{{resource}} is opened before each test, in {{place}}, and {{released}} once, in {{releasePlace}}: all but the last stay open. Move that to `{{hook}}`.',
    addHook: 'Add `{{code}}`.',
    addStatement: 'Add `{{code}}`.',
  },
  strict: { releasesInTests: false },
  options: {
    releasesInTests: {
      type: 'boolean',
      default: true,
      description: 'Accept what a hook opens and only the tests themselves release',
    },
  },
  create: (context, { releasesInTests }) => ({
    'Program:exit'() {
      const analysis = analysisOf(context)
      for (const acquisition of analysis.acquisitions) {
        const defect = fixtureDefect(acquisition, analysis)
        if (defect === null || (defect === 'onlyInTests' && releasesInTests)) continue
        context.report({
          node: acquisition.node,
          messageId: isDropped(acquisition, defect) ? 'dropped' : defect,
          data: sayDefect(acquisition, analysis),
          suggest: suggestTeardown(acquisition, defect, analysis),
        })
      }
    },
  }),
})

/** What its module keeps is reached without being held. */
function isDropped({ holders, resource }: Acquisition, defect: FixtureDefect): boolean {
  const isKept = resource.release[0]?.moduleCall !== undefined
  return holders.length === 0 && !isKept && (defect === 'inHook' || defect === 'forFile')
}
