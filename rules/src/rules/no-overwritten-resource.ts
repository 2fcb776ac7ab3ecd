import { analysisOf } from '../analysis/analysis-of.ts'
import { lossesOf } from '../overwritten/losses.ts'
import { defineRule } from '../rule.ts'
import { lineOf, nameOfResource, releaseCode } from '../wording.ts'

/** Flags what is still open when its variable or field is given another value, so that nobody can release it. */
export default defineRule<'cleared' | 'replaced' | 'replacedAgain'>({
  name: 'no-overwritten-resource',
  description: 'Disallow giving another value to a variable or field whose resource is still open',
  recommended: true,
  messages: {
    cleared:
      '{{resource}}, opened on {{line}}, may still be open when `{{holder}}` is emptied here, and then nobody can release it; release it first: `{{release}}`.',
    replaced:
      '{{resource}}, opened on {{line}}, is still open when `{{holder}}` gets another value here, and then nobody can release it; release it first: `{{release}}`.',
    replacedAgain:
      '{{resource}} is put in `{{holder}}` in {{place}}: each time the one before is lost while it is open; release it first: `{{release}}`.',
  },
  create: (context) => ({
    'Program:exit'() {
      const analysis = analysisOf(context)
      for (const { node, acquisition, how, holder } of lossesOf(analysis)) {
        context.report({
          node,
          messageId: how,
          data: {
            resource: nameOfResource(acquisition),
            line: lineOf(acquisition.node),
            holder,
            place: acquisition.place.label,
            release: releaseCode(acquisition, holder),
          },
        })
      }
    },
  }),
})
