import { analysisOf } from '../analysis/analysis-of.ts'
import { forgottenFields, teardownOf } from '../forgotten-fields.ts'
import { defineRule } from '../rule.ts'
import { nameOfResource, nameOfTeardown, releaseCode } from '../wording.ts'

/** Flags classes that keep what they open in fields and give nobody a way to release it. */
export default defineRule<'noTeardown' | 'forgotten'>({
  name: 'require-class-teardown',
  description: 'Require that a class releases what it opens and keeps in its fields',
  recommended: true,
  messages: {
    noTeardown:
      '{{resource}} is opened and kept in `this.{{field}}`, and nothing in {{owner}} releases it; add a `close()` or `[Symbol.asyncDispose]()` with `{{release}}`.',
    forgotten:
      '{{resource}} is opened and kept in `this.{{field}}`, but {{teardown}} of {{owner}} forgets it; add `{{release}}` there.',
  },
  create: (context) => ({
    'Program:exit'() {
      const analysis = analysisOf(context)
      for (const owner of analysis.classes) {
        const teardown = teardownOf(owner)
        for (const { name, acquisition } of forgottenFields(owner, analysis)) {
          context.report({
            node: acquisition.node,
            messageId: teardown === null ? 'noTeardown' : 'forgotten',
            data: {
              resource: nameOfResource(acquisition),
              field: name,
              owner: owner.name === '' ? 'its class' : `\`${owner.name}\``,
              teardown: nameOfTeardown(teardown ?? ''),
              release: releaseCode(acquisition, `this.${name}`),
            },
          })
        }
      }
    },
  }),
})
