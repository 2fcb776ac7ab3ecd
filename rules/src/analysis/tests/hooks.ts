import type { TSESTree } from '@typescript-eslint/utils'
import { functionAround, isFunction, isWrapper } from '../expressions.ts'
import type { FunctionNode, Node, TestPlace } from '../model.ts'
import type { SourceFile } from '../source-file.ts'
import type { Tests } from '../tests.ts'
import { callbackOf } from './callback-of.ts'
import { mentionsOfParameters, mentionsOfRunner } from './runner-names.ts'
import { isOwnCleanUp } from './test-calls.ts'

type Hooks = Pick<Tests, 'hooksFor' | 'afterHooksVisibleFrom'>
type Suite = TSESTree.CallExpression | null

interface GroupedHooks {
  /** Those that belong to no single test, by the suite that they stand right in. */
  readonly bySuite: Map<Suite, TestPlace[]>
  /** All, by every function around them. */
  readonly byFunction: Map<FunctionNode, TestPlace[]>
}

/** The hooks of a file by suite; they are looked for once, by the names of the test runner's functions. */
export function createHooks(
  file: SourceFile,
  testCallOf: Tests['testCallOf'],
  testOfFunction: Tests['testOfFunction'],
): Hooks {
  let grouped: GroupedHooks | undefined
  const known = new Map<Suite, readonly TestPlace[]>()
  return { hooksFor, afterHooksVisibleFrom }

  function hooksFor(suite: Suite): readonly TestPlace[] {
    const found = known.get(suite) ?? findHooks(suite)
    known.set(suite, found)
    return found
  }

  function findHooks(suite: Suite): readonly TestPlace[] {
    const named = hooks().bySuite.get(suite) ?? []
    const outer = suite === null ? null : callbackOf(file, suite)
    const ofContext = outer === null ? [] : hooksAt(mentionsOfParameters(file, outer))
    const all = [...named, ...ofContext.filter((hook) => !isOwn(hook) && hook.suite === suite)]
    return all.flatMap((hook) => [hook, ...returnedCleanUp(hook)])
  }

  function afterHooksVisibleFrom(place: TestPlace): readonly TestPlace[] {
    const found = [...cleanUpsIn(place)]
    for (let suite = place.suite; ;) {
      found.push(...hooksFor(suite).filter(isTeardown))
      if (suite === null) return [...new Set(found)]
      const callback = testCallOf(suite)?.role === 'suite' ? null : callbackOf(file, suite)
      const test = callback === null ? null : testOfFunction(callback)
      if (test !== null) found.push(...cleanUpsIn(test))
      suite = test === null ? suiteAround(suite) : test.suite
    }
  }

  /** `t.after`, `onTestFinished` and the like inside a test, hook or fixture, and the clean-up that it returns. */
  function cleanUpsIn(place: TestPlace): readonly TestPlace[] {
    const inside = hooks().byFunction.get(place.callback) ?? []
    const ofContext = hooksAt(mentionsOfParameters(file, place.callback))
    const own = [...inside, ...ofContext].filter((hook) => isTeardown(hook) && isOwn(hook))
    return [...own, ...returnedCleanUp(place)]
  }

  /** All hooks that are named by the runner's own functions, in order, grouped in one go. */
  function hooks(): GroupedHooks {
    if (grouped !== undefined) return grouped
    grouped = { bySuite: new Map(), byFunction: new Map() }
    for (const hook of hooksAt(mentionsOfRunner(file))) {
      if (!isOwn(hook)) addTo(grouped.bySuite, hook.suite, hook)
      for (let outer = functionAround(hook.call); outer !== null; outer = functionAround(outer)) {
        addTo(grouped.byFunction, outer, hook)
      }
    }
    return grouped
  }

  function hooksAt(mentions: readonly Node[]): readonly TestPlace[] {
    const places = mentions.flatMap((mention) => {
      const call = callOf(mention)
      const role = call === null ? undefined : testCallOf(call)?.role
      const isHook =
        role !== undefined && role !== 'suite' && role !== 'test' && role !== 'extend' && role !== 'step'
      const callback = call !== null && isHook ? callbackOf(file, call) : null
      return callback === null ? [] : (testOfFunction(callback) ?? [])
    })
    return [...new Set(places)].sort((one, other) => one.call.range[0] - other.call.range[0])
  }

  function isOwn(hook: TestPlace): boolean {
    const testCall = testCallOf(hook.call)
    return testCall !== null && isOwnCleanUp(testCall)
  }

  function returnedCleanUp({ type, callback }: TestPlace): readonly TestPlace[] {
    if (type !== 'before-each' && type !== 'before-all') return []
    const returned = returnedFunction(callback)
    const cleanUp = returned === null ? null : testOfFunction(returned)
    return cleanUp === null ? [] : [cleanUp]
  }

  function suiteAround(node: Node): Suite {
    for (let outer = node.parent; outer; outer = outer.parent) {
      if (outer.type === 'CallExpression' && testCallOf(outer)?.role === 'suite') return outer
    }
    return null
  }
}

/** The call that a name ends in: `beforeEach` in `test.beforeEach(…)`, `test` in `test.each(table)('…', …)`. */
function callOf(mention: Node): TSESTree.CallExpression | null {
  let call: TSESTree.CallExpression | null = null
  for (let node = mention; node.parent; node = node.parent) {
    const { parent } = node
    if (parent.type === 'CallExpression' && parent.callee === node) call = parent
    else if (!isWrapper(parent) && !(parent.type === 'MemberExpression' && parent.object === node)) break
  }
  return call
}

function returnedFunction({ body }: FunctionNode): FunctionNode | null {
  if (isFunction(body)) return body
  if (body.type !== 'BlockStatement') return null
  const last = body.body.findLast((statement) => statement.type === 'ReturnStatement')
  return isFunction(last?.argument) ? last.argument : null
}

/** `onTestFailed` runs only when the test fails: nothing can be left to it. */
function isTeardown({ type, name }: TestPlace): boolean {
  return (type === 'after-each' || type === 'after-all') && !name.endsWith('onTestFailed')
}

function addTo<Key>(groups: Map<Key, TestPlace[]>, key: Key, hook: TestPlace): void {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [hook])
  else group.push(hook)
}
