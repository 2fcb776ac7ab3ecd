import type { TSESTree } from '@typescript-eslint/utils'
import { functionAround, nameOfProperty, rewrap, stringOf } from '../expressions.ts'
import { sitesOfFunction } from '../function-sites.ts'
import type { FunctionNode, Node, TestPlace } from '../model.ts'
import type { SourceFile } from '../source-file.ts'
import { propertyAround, scopeIn } from './fixtures.ts'
import { isOwnCleanUp, type TestCall } from './test-calls.ts'

type TestCallOf = (call: TSESTree.CallExpression) => TestCall | null
type TestOfFunction = (callback: FunctionNode) => TestPlace | null

/** A function that tells which test, hook or fixture a function is the callback of. */
export function createCallbacks(file: SourceFile, testCallOf: TestCallOf): TestOfFunction {
  const known = new Map<FunctionNode, TestPlace | null>()
  return testOfFunction

  function testOfFunction(callback: FunctionNode): TestPlace | null {
    const found = known.get(callback)
    if (found !== undefined) return found
    known.set(callback, null)
    const place = findPlace(callback)
    known.set(callback, place)
    return place
  }

  function findPlace(callback: FunctionNode): TestPlace | null {
    for (const site of sitesOfFunction(file, callback)) {
      const place = placeAt(site, callback) ?? placeAt(wrappingCall(site), callback)
      if (place !== null) return place
    }
    return placeOfReturned(callback)
  }

  function placeAt(site: Node | null, callback: FunctionNode): TestPlace | null {
    const parent = site === null ? null : rewrap(site).parent
    if (site === null || !parent) return null
    if (parent.type === 'CallExpression' && parent.callee !== rewrap(site))
      return placeOfArgument(parent, callback)
    const [property, options] = propertyAround(rewrap(site))
    const call = property?.parent.parent
    if (property?.parent.type !== 'ObjectExpression' || call?.type !== 'CallExpression') return null
    const testCall = testCallOf(call)
    if (testCall?.role === 'extend')
      return fixture(testCall, callback, nameOfProperty(property) ?? '', options)
    // Deno.test({ name, fn })
    return testCall?.role === 'test' && nameOfProperty(property) === 'fn' ? toPlace(testCall, callback) : null
  }

  function placeOfArgument(call: TSESTree.CallExpression, callback: FunctionNode): TestPlace | null {
    const testCall = testCallOf(call)
    if (testCall === null || testCall.role === 'suite' || testCall.role === 'step') return null
    if (testCall.role !== 'extend') return toPlace(testCall, callback)
    const options = call.arguments.find((argument) => argument.type === 'ObjectExpression')
    return fixture(testCall, callback, stringOf(call.arguments[0]) ?? '', options)
  }

  function fixture(
    testCall: TestCall,
    callback: FunctionNode,
    name: string,
    options: Node | undefined,
  ): TestPlace {
    return {
      type: 'fixture',
      call: testCall.call,
      callback,
      name,
      suite: suiteAround(testCall.call),
      scope: scopeIn(options),
    }
  }

  function toPlace(testCall: TestCall, callback: FunctionNode): TestPlace | null {
    const { call, role, name, context } = testCall
    if (role === 'suite' || role === 'step' || role === 'extend') return null
    if (isOwnCleanUp(testCall)) {
      const owner = ownerOf(testCall)
      return { type: cleanUpType(owner), call, callback, name, suite: owner?.suite ?? null }
    }
    const outer = context === null ? null : testOfFunction(context)
    return { type: role, call, callback, name, suite: outer?.call ?? suiteAround(call) }
  }

  /** The test or hook that a clean-up called inside of it belongs to. */
  function ownerOf({ call, context, word }: TestCall): TestPlace | null {
    if (context !== null) return testOfFunction(context)
    if (!word.startsWith('on')) return null
    for (let outer = functionAround(call); outer !== null; outer = functionAround(outer)) {
      const place = testOfFunction(outer)
      if (place !== null) return place
    }
    return null
  }

  /** Vitest calls what `beforeEach` and `beforeAll` return. */
  function placeOfReturned(callback: FunctionNode): TestPlace | null {
    const site = rewrap(callback)
    const outer = functionAround(callback)
    const isReturned = site.parent?.type === 'ReturnStatement' || (outer !== null && site.parent === outer)
    const hook = isReturned && outer !== null ? testOfFunction(outer) : null
    if (hook?.type !== 'before-each' && hook?.type !== 'before-all') return null
    const type = hook.type === 'before-each' ? 'after-each' : 'after-all'
    return { type, call: hook.call, callback, name: hook.name, suite: hook.suite }
  }

  function suiteAround(node: Node): TSESTree.CallExpression | null {
    for (let outer = node.parent; outer; outer = outer.parent) {
      if (outer.type === 'CallExpression' && testCallOf(outer)?.role === 'suite') return outer
    }
    return null
  }
}

/** The test is over when one of them runs, or what else the owner prepares: a helper's `t` may be any test's. */
function cleanUpType(owner: TestPlace | null): 'after-each' | 'after-all' {
  const isWide = owner?.scope === 'file' || owner?.scope === 'worker'
  return isWide || owner?.type === 'before-all' || owner?.type === 'after-all' ? 'after-all' : 'after-each'
}

/** `withDatabase(fn)` of `test('…', withDatabase(fn))`. */
function wrappingCall(site: Node): Node | null {
  const { parent } = rewrap(site)
  return parent?.type === 'CallExpression' && parent.callee !== rewrap(site) ? parent : null
}
