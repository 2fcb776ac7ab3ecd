import type { TSESTree } from '@typescript-eslint/utils'
import { analysisOf } from '../analysis/analysis-of.ts'
import { functionAround, nameOfCallee, stringOf } from '../analysis/expressions.ts'
import type { Acquisition, FileAnalysis, Node, ReleaseSite } from '../analysis/model.ts'
import { defineRule, type RuleContext } from '../rule.ts'
import { findForgottenTasks } from '../teardown/forgotten-tasks.ts'
import { awaitSuggestions, type AwaitMessage } from '../teardown/suggest-await.ts'
import { teardownAround, type Teardown } from '../teardown/teardown-place.ts'
import { isWaitedFor, tellsOfTheEnd } from '../teardown/waiting.ts'
import { isPromised, nameOfResource } from '../wording.ts'

type MessageId = 'dropped' | 'untold' | 'asked' | 'hidden' | 'task' | AwaitMessage

interface Options {
  readonly bareClose: boolean
  readonly ignoreVoid: boolean
}

/** What nothing waits for, and how the finding says it. */
interface Finding {
  readonly acquisition: Acquisition
  readonly release: ReleaseSite
  readonly teardown: Teardown
  readonly messageId: 'dropped' | 'untold' | 'asked' | 'hidden'
}

/** Flags a teardown that begins to close something and does not wait until it is closed. */
export default defineRule<MessageId, Options>({
  name: 'require-awaited-teardown',
  description: 'Require that a teardown waits until what it closes is closed',
  recommended: true,
  hasSuggestions: true,
  messages: {
    dropped:
      '`{{code}}` returns a promise that nothing waits for: {{resource}} may still be open when {{teardown}} is over. Await it.',
    untold:
      'Nothing waits for the callback of `{{code}}`: {{resource}} may still be open when {{teardown}} is over. Use `await new Promise((resolve) => {{holder}}.{{method}}(resolve))`.',
    asked:
      "`{{code}}` only asks {{resource}} to end, and nothing waits until it has: it may outlive {{teardown}}. Wait for its end: `await once({{holder}}, '{{event}}')`.",
    hidden:
      '`{{code}}` is called in a callback that nothing waits for: {{resource}} may still be open when {{teardown}} is over. Await what calls the callback.',
    task: '`{{code}}` only asks the task of line {{line}} to end, and nothing waits until it has. Keep its promise, and await that after aborting.',
    addAwait: 'Await it.',
    awaitCallback: 'Await its callback.',
  },
  strict: { bareClose: true, ignoreVoid: false },
  options: {
    bareClose: {
      type: 'boolean',
      description:
        'also flag a call that takes a callback and is given none, such as `server.close()`: it stops at once what is new, and ends later',
      default: false,
    },
    ignoreVoid: {
      type: 'boolean',
      description: 'take `void pool.end()` for a decision not to wait',
      default: true,
    },
  },
  create: (context, options) => ({
    'Program:exit'() {
      const analysis = analysisOf(context)
      for (const acquisition of analysis.acquisitions) {
        for (const release of acquisition.releases) {
          const finding = judge(acquisition, release, analysis, options)
          if (finding !== null) report(context, finding)
        }
      }
      for (const { abort, task } of findForgottenTasks(analysis)) {
        const code = context.sourceCode.getText(abort)
        context.report({ node: abort, messageId: 'task', data: { code, line: String(task.loc.start.line) } })
      }
    },
  }),
})

function judge(
  acquisition: Acquisition,
  release: ReleaseSite,
  analysis: FileAnalysis,
  options: Options,
): Finding | null {
  const teardown = release.way.settles === 'sync' ? null : teardownAround(release.node, analysis)
  if (teardown === null || !isOwnCall(release.node, acquisition)) return null
  const messageId = whatIsWrong(acquisition, release, teardown, analysis, options)
  return messageId === null ? null : { acquisition, release, teardown, messageId }
}

/** A call on the resource itself, rather than of a function of this file that closes it. */
function isOwnCall(node: Node, { node: made }: Acquisition): node is TSESTree.CallExpression {
  return node.type === 'CallExpression' && node !== made && node.callee.type === 'MemberExpression'
}

function whatIsWrong(
  acquisition: Acquisition,
  release: ReleaseSite,
  teardown: Teardown,
  { file }: FileAnalysis,
  { bareClose, ignoreVoid }: Options,
): Finding['messageId'] | null {
  const { way, node, awaited } = release
  if (way.onlyAsks === true) return isOnlyAsked(acquisition, release) ? 'asked' : null
  if (ignoreVoid && isVoided(node)) return null
  const isPromise = isPromised(way)
  if (awaited === 'callback') return tellsOfTheEnd(node as TSESTree.CallExpression, file) ? null : 'untold'
  if (awaited === 'nothing' && isPromise) return isAwaitedByEvent(acquisition) ? null : 'dropped'
  if (way.settles === 'callback')
    return bareClose && awaited !== 'passed-on' && !isAwaitedByEvent(acquisition) ? 'untold' : null
  return isPromise && !isWaitedFor(functionAround(node), teardown.function, file) ? 'hidden' : null
}

/** `await once(server, 'close')`, `client.on('end', done)` */
function isAwaitedByEvent({ transfers, isWatched, uses }: Acquisition): boolean {
  return (
    isWatched ||
    uses.some(isListeningToTheEnd) ||
    transfers.some(({ how, to }) => how === 'passed' && /(^|\.)once$/.test(to ?? ''))
  )
}

function isListeningToTheEnd(use: Node): boolean {
  if (use.type !== 'CallExpression' || !/(^|\.)(on|once|addListener)$/.test(nameOfCallee(use.callee)))
    return false
  return use.arguments.some((argument) =>
    /^(close|disconnect|end|exit|finish)$/.test(stringOf(argument) ?? ''),
  )
}

/** Nothing in the file learns when it has ended. */
function isOnlyAsked({ isWatched, transfers, resource }: Acquisition, { awaited }: ReleaseSite): boolean {
  return !isWatched && transfers.length === 0 && awaited === 'nothing' && resource.endEvents !== undefined
}

function isVoided(node: Node): boolean {
  for (let outer = node.parent; outer && outer.type !== 'ExpressionStatement'; outer = outer.parent) {
    if (outer.type === 'UnaryExpression' && outer.operator === 'void') return true
  }
  return false
}

function report(context: RuleContext<MessageId>, finding: Finding): void {
  const { acquisition, release, teardown, messageId } = finding
  const call = release.node as TSESTree.CallExpression
  const callee = call.callee as TSESTree.MemberExpression
  context.report({
    node: call,
    messageId,
    data: {
      code: firstLine(context.sourceCode.getText(call)),
      resource: nameOfResource(acquisition),
      teardown: teardown.label,
      holder: context.sourceCode.getText(callee.object),
      method: context.sourceCode.getText(callee.property),
      event: acquisition.resource.endEvents?.[0] ?? 'close',
    },
    suggest: awaitSuggestions(context.sourceCode, call, messageId, teardown.function),
  })
}

function firstLine(text: string): string {
  const [line = '', ...more] = text.split('\n')
  return more.length === 0 ? line : `${line.trimEnd()} …`
}
