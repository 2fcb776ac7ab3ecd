import type { TSESTree } from '@typescript-eslint/utils'
import { isFunction, nameOfCallee, nameOfProperty, unwrap } from '../expressions.ts'
import type { Node } from '../model.ts'
import { leave } from './frames.ts'
import { isHolder } from './liveness.ts'
import type { ThrowPolicy } from './query.ts'
import type { Walk } from './walk.ts'

const POLICIES: readonly ThrowPolicy[] = ['none', 'throw-statements', 'awaits', 'calls']

/** Whether a policy takes for a throw what another one does. */
export function includes(policy: ThrowPolicy, other: ThrowPolicy): boolean {
  return POLICIES.indexOf(policy) >= POLICIES.indexOf(other)
}

/** The node may throw with the resource held, if the policy here says so. */
export function mayThrow(walk: Walk, node: Node, policy: 'awaits' | 'calls'): void {
  if (includes(walk.frame.throws, policy)) leave(walk, { how: 'throw', node, label: null })
}

/** Whether a promise that is awaited can be rejected, as far as it can be seen. */
export function isFallibleAwait(walk: Walk, node: TSESTree.AwaitExpression): boolean {
  const awaited = unwrap(node.argument)
  if (walk.openings.has(node) || awaited.type === 'Literal') return false
  if (awaited.type === 'NewExpression') return !isPromiseWithoutReject(awaited)
  if (awaited.type !== 'CallExpression') return true
  if (INFALLIBLE_AWAITS.test(nameOfCallee(awaited.callee))) return false
  return !isCaught(awaited) && !isPlainClose(awaited)
}

/** `await source.close()` before `await target.close()`: nobody writes a `finally` for each of several closes. */
function isPlainClose({ callee, arguments: given }: TSESTree.CallExpression): boolean {
  return given.length === 0 && callee.type === 'MemberExpression' && CLOSES.test(nameOfProperty(callee) ?? '')
}

const CLOSES = /^(?:@@asyncDispose|close|destroy|disconnect|dispose|disposeAsync|end|quit|stop|terminate)$/

const INFALLIBLE_AWAITS =
  /^(?:Promise\.(?:allSettled|resolve)|(?:\w+\.)*(?:sleep|delay|wait|pause|tick|nextTick|setTimeout|setImmediate))$/

/** `new Promise((resolve) => …)` names no way to reject. */
function isPromiseWithoutReject({ callee, arguments: [executor] }: TSESTree.NewExpression): boolean {
  return (
    nameOfCallee(callee) === 'Promise' &&
    isFunction(executor) &&
    executor.params.length < 2 &&
    !executor.async
  )
}

/** `promise.catch(() => {})` */
function isCaught({ callee, arguments: given }: TSESTree.CallExpression): boolean {
  return callee.type === 'MemberExpression' && nameOfProperty(callee) === 'catch' && given.length === 1
}

/** Whether a call may throw on the spot; what is awaited throws at its `await`. */
export function isFallibleCall(walk: Walk, node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (walk.openings.has(node) || node.parent.type === 'AwaitExpression') return false
  const name = nameOfCallee(node.callee)
  if (node.type === 'NewExpression') return !HARMLESS_CONSTRUCTORS.has(name)
  if (name === 'JSON.stringify') return node.arguments[0]?.type !== 'Literal'
  return !HARMLESS_CALLS.test(name) && !isListening(walk, node)
}

const HARMLESS_CONSTRUCTORS = new Set(
  'AbortController Array Date Error Map Object Promise Set TypeError WeakMap WeakRef WeakSet'.split(' '),
)

const HARMLESS_CALLS =
  /^(?:(?:console|Math|performance|Promise)\.\w+|(?:clear|set)(?:Timeout|Interval|Immediate)|queueMicrotask|(?:Array|Number)\.(?:is\w+|from|of)|Object\.(?:keys|values|entries|assign|freeze)|Date\.now|String|Number|Boolean|Symbol|parseInt|parseFloat|process\.(?:on|once|off|nextTick|hrtime|cwd|uptime|memoryUsage))$/

const LISTENING = new Set(
  'on once off addListener removeListener removeAllListeners prependListener ref unref setEncoding'.split(
    ' ',
  ),
)

function isListening(walk: Walk, { callee }: TSESTree.CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    LISTENING.has(nameOfProperty(callee) ?? '') &&
    isHolder(walk, unwrap(callee.object))
  )
}

/** A call after which the function does not go on: it ends the process, or throws like a `throw` statement. */
export function endOf(node: TSESTree.CallExpression): 'exits' | 'throws' | null {
  return ENDS.get(nameOfCallee(node.callee)) ?? null
}

const ENDS = new Map<string, 'exits' | 'throws'>([
  ['process.exit', 'exits'],
  ['process.abort', 'exits'],
  ['process.reallyExit', 'exits'],
  ['Deno.exit', 'exits'],
  ['assert.fail', 'throws'],
  ['expect.fail', 'throws'],
  ['expect.unreachable', 'throws'],
])
