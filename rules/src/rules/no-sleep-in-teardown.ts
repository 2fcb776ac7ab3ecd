import { analysisOf } from '../analysis/analysis-of.ts'
import type { AcquiringNode } from '../analysis/model.ts'
import { defineRule, type RuleContext } from '../rule.ts'
import { isInLoop, isSleep, loadsSleep, maySleep } from '../teardown/sleeps.ts'
import { teardownAround } from '../teardown/teardown-place.ts'

/** Flags a teardown of tests that waits for a while instead of for the end of what it closes. */
export default defineRule<'sleep'>({
  name: 'no-sleep-in-teardown',
  description: 'Disallow a sleep in a teardown, where waiting for the end of what it closes is meant',
  recommended: true,
  messages: {
    sleep:
      '{{teardown}} waits for a while here and hopes. Await the end of what it closes: the promise of its `close()`, or an event such as `once(server, "close")`.',
  },
  create(context) {
    // Most files hold nothing that sleeps: they need no listener.
    if (!/setTimeout|sleep|delay|snooze|wait|pause/i.test(context.sourceCode.text)) return {}
    const mayBeRenamed = loadsSleep(context.sourceCode.text)
    const calls: AcquiringNode[] = []
    const collect = (node: AcquiringNode) => {
      if (mayBeRenamed || maySleep(node)) calls.push(node)
    }
    return {
      CallExpression: collect,
      NewExpression: collect,
      'Program:exit'() {
        if (calls.length > 0) report(context, calls, mayBeRenamed)
      },
    }
  },
})

function report(context: RuleContext<'sleep'>, calls: readonly AcquiringNode[], mayBeRenamed: boolean): void {
  const analysis = analysisOf(context)
  const { file, tests } = analysis
  if (!tests.isTestFile) return
  for (const node of calls) {
    if (!isSleep(node, file, mayBeRenamed) || isInLoop(node)) continue
    const teardown = teardownAround(node, analysis)
    if (teardown === null || tests.testPlaceOf(node) === null) continue
    const label = teardown.label.startsWith('`') ? teardown.label : `T${teardown.label.slice(1)}`
    context.report({ node, messageId: 'sleep', data: { teardown: label } })
  }
}
