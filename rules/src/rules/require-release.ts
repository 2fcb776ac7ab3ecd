import { findAbortListeners } from '../analysis/abort-listeners.ts'
import { analysisOf } from '../analysis/analysis-of.ts'
import { isFunction, nameOfCallee, stringOf } from '../analysis/expressions.ts'
import type { Acquisition, FileAnalysis, Node } from '../analysis/model.ts'
import { fileRole } from '../analysis/place.ts'
import { dutyOf } from '../duty.ts'
import { isLeftOpen } from '../left-open.ts'
import { isForProgram } from '../program-lifetime.ts'
import { REPAIRS, repairsOf } from '../repairs.ts'
import { defineRule, type RuleContext } from '../rule.ts'
import { nameOfFunction, nameOfResource, releaseCode, releasedWord } from '../wording.ts'

type MessageId = 'abortListener' | 'dropped' | 'neverReleased' | keyof typeof REPAIRS

/** Flags what a function or a test acquires, keeps to itself and never gives back. */
export default defineRule<MessageId, { readonly starters: boolean }>({
  name: 'require-release',
  description: 'Require that what a function opens and keeps to itself is released',
  recommended: true,
  messages: {
    neverReleased: '{{resource}} is opened in {{place}} and never {{released}}; add `{{release}}`.',
    dropped:
      '{{resource}} is opened in {{place}} and nothing holds it, so that it can never be {{released}}; keep it, and add `{{release}}`.',
    abortListener:
      'A listener for `abort` is added to `{{signal}}` with every call of {{place}} and never removed, so that a signal that lives on gathers them; call `{{signal}}.removeEventListener()` when the work is done, or add it with the option `signal` or `once`.',
    ...REPAIRS,
  },
  hasSuggestions: true,
  strict: { starters: true },
  options: {
    starters: {
      type: 'boolean',
      default: false,
      description:
        'Flag also what functions that set a program up (`start`, `init`, `main`, a plugin) open for as long as the program runs',
    },
  },
  create: (context, { starters }) => ({
    'Program:exit'() {
      const analysis = analysisOf(context)
      for (const acquisition of analysis.acquisitions) {
        if (dutyOf(acquisition, analysis) !== 'require-release' || !isLeftOpen(acquisition, analysis))
          continue
        if (isExpectedToFail(acquisition) || isSeenToEnd(acquisition)) continue
        if (!starters && isForProgram(acquisition, analysis)) continue
        context.report({
          node: acquisition.node,
          messageId: acquisition.holders.length === 0 ? 'dropped' : 'neverReleased',
          data: {
            resource: nameOfResource(acquisition),
            place: acquisition.place.test ? 'this test' : nameOfFunction(acquisition.place.function),
            released: releasedWord(acquisition),
            release: releaseCode(acquisition),
          },
          suggest: repairsOf(acquisition, analysis),
        })
      }
      reportAbortListeners(context, analysis)
    },
  }),
})

/** A test that keeps nothing of what it opens in a function or a `try` of its own waits for the error. */
function isExpectedToFail({ holders, node, place }: Acquisition): boolean {
  return place.test !== null && holders.length === 0 && isAttempt(node, place.test.callback)
}

function isAttempt(node: Node, test: Node): boolean {
  for (let outer = node.parent; outer && outer !== test; outer = outer.parent) {
    if (isFunction(outer) || (outer.type === 'TryStatement' && outer.handler !== null)) return true
  }
  return false
}

/** A test that listens for the end of its socket.io client is about the server's hanging up. */
function isSeenToEnd({ place, uses }: Acquisition): boolean {
  return place.test !== null && uses.some((use) => isListenedTo(use, 'disconnect'))
}

function isListenedTo(use: Node, event: string): boolean {
  if (use.type !== 'CallExpression' || !/\.(?:on|once)$/.test(nameOfCallee(use.callee))) return false
  return stringOf(use.arguments[0] ?? use) === event
}

/** Where the program runs again and again what adds them: a test's signal ends with its test. */
function reportAbortListeners(context: RuleContext<MessageId>, { file, places, tests }: FileAnalysis): void {
  if (fileRole(file) !== 'source') return
  for (const { node, signal, function: around } of findAbortListeners(file)) {
    if (tests.isTestFile || places.placeOf(node).rhythm === 'once' || places.isGuarded(node)) continue
    context.report({ node, messageId: 'abortListener', data: { signal, place: nameOfFunction(around) } })
  }
}
