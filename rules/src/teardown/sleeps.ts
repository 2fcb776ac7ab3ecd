import type { TSESTree } from '@typescript-eslint/utils'
import { isFunction, lastNameOf, nameOfCallee } from '../analysis/expressions.ts'
import type { AcquiringNode, FunctionNode, Node } from '../analysis/model.ts'
import { whatTakes } from '../analysis/release-site.ts'
import type { SourceFile } from '../analysis/source-file.ts'

/** Names that say by themselves that nothing but time is waited for. */
const SLEEPING = /(^|\.)(sleep\w*|delay(Ms|For)?|snooze|waitForTimeout|waitMs)$/
/** Names that say so when they are given a number. */
const WAITING = /(^|\.)(wait|pause|timeout|setTimeout(Async|Promise)?|promiseTimeout)$/
/** Modules whose default export, or whose `setTimeout`, is a promise of some time. */
const MODULES: ReadonlyMap<string, RegExp> = new Map([
  ['delay', /^$/],
  ['sleep-promise', /^$/],
  ['timers/promises', /^(setTimeout|scheduler\.wait)$/],
])

/** Whether a file may call what sleeps by another name: only then is asked, of each call, where it comes from. */
export function loadsSleep(text: string): boolean {
  return /timers\/promises|sleep-promise|['"]delay['"]/.test(text)
}

/** Whether a call is named like one that sleeps: a look so cheap that every call can be given it. */
export function maySleep({ type, callee }: AcquiringNode): boolean {
  const name = lastNameOf(callee)
  return type === 'NewExpression' ? name === 'Promise' : SLEEPING.test(name) || WAITING.test(name)
}

/** Whether a call only lets time pass, and somebody waits for that. */
export function isSleep(call: AcquiringNode, file: SourceFile, mayBeRenamed: boolean): boolean {
  if (call.type === 'NewExpression') return isPromiseOfTimeout(call) && isAwaited(call)
  if (isTimeoutOfDone(call, file)) return true
  return isNamedSleep(call, file, mayBeRenamed) && isAwaited(call)
}

/** Whether a loop asks again and again, with a pause between: that waits for what it asks for. */
export function isInLoop(node: Node): boolean {
  for (let outer = node.parent; outer && !isFunction(outer); outer = outer.parent) {
    if (/^(Do|For|While)/.test(outer.type)) return true
  }
  return false
}

function isAwaited(call: AcquiringNode): boolean {
  const taker = whatTakes(call)
  return taker === 'awaited' || taker === 'returned'
}

function isNamedSleep(call: TSESTree.CallExpression, file: SourceFile, mayBeRenamed: boolean): boolean {
  const name = nameOfCallee(call.callee)
  if (isZero(call.arguments[0])) return false
  if (SLEEPING.test(name)) return true
  const origin = mayBeRenamed ? file.originOf(call.callee) : null
  if (origin !== null && MODULES.get(origin.module)?.test(origin.path) === true) return true
  return WAITING.test(name) && isNumber(call.arguments[0])
}

/** `new Promise((resolve) => setTimeout(resolve, 100))` */
function isPromiseOfTimeout(call: TSESTree.NewExpression): boolean {
  const [executor] = call.arguments
  if (nameOfCallee(call.callee) !== 'Promise' || !isFunction(executor)) return false
  const timer = onlyCallOf(executor)
  const [resolve] = executor.params
  return timer !== null && resolve?.type === 'Identifier' && isTimeoutOf(timer, resolve.name)
}

/** `afterEach((done) => { setTimeout(done, 100) })` */
function isTimeoutOfDone(call: TSESTree.CallExpression, file: SourceFile): boolean {
  const [called] = call.arguments
  const callback = isFunction(called) ? onlyCallOf(called)?.callee : called
  if (callback?.type !== 'Identifier' || !isTimeoutOf(call, callback.name)) return false
  const definition = file.variableOf(callback)?.defs[0]
  const owner = String(definition?.type) === 'Parameter' ? definition?.node : undefined
  // An executor's `resolve` is judged with its promise.
  return isFunction(owner) && owner.parent.type === 'CallExpression'
}

function isTimeoutOf(timer: TSESTree.CallExpression, callback: string): boolean {
  const [called, delay] = timer.arguments
  return (
    /(^|\.)setTimeout$/.test(nameOfCallee(timer.callee)) &&
    isCalling(called, callback) &&
    timer.arguments.length > 1 &&
    !isZero(delay)
  )
}

/** `resolve`, or `() => resolve()`. */
function isCalling(called: Node | undefined, callback: string): boolean {
  if (called?.type === 'Identifier') return called.name === callback
  const inner = isFunction(called) ? onlyCallOf(called) : null
  return inner !== null && nameOfCallee(inner.callee) === callback
}

function onlyCallOf({ body }: FunctionNode): TSESTree.CallExpression | null {
  const statements: readonly Node[] = body.type === 'BlockStatement' ? body.body : [body]
  const [statement] = statements
  if (statement === undefined || statements.length > 1) return null
  const expression = statement.type === 'ExpressionStatement' ? statement.expression : statement
  return expression.type === 'CallExpression' ? expression : null
}

/** A turn of the event loop is no sleep. */
function isZero(argument: Node | undefined): boolean {
  return argument?.type === 'Literal' && argument.value === 0
}

function isNumber(argument: Node | undefined): boolean {
  return argument?.type === 'Literal' && typeof argument.value === 'number'
}
