import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type { Release as ReleaseWay, Resource } from '../resources/resource.ts'
import type { Places } from './place.ts'
import type { SourceFile } from './source-file.ts'
import type { Tests } from './tests.ts'

/**
 * Its `parent` is set everywhere. That of the program is `undefined` by the types and `null` in ESLint: test it for truth,
 * never against `undefined`.
 */
export type Node = TSESTree.Node
export type FunctionNode =
  TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression
export type Variable = TSESLint.Scope.Variable

/** Everything the rules ask about one file; made once, shared by all of them. */
export interface FileAnalysis {
  readonly file: SourceFile
  readonly places: Places
  readonly tests: Tests
  /** In source order. */
  readonly acquisitions: readonly Acquisition[]
  readonly classes: readonly OwningClass[]
}

/** One place that acquires a resource, and all that is known of what becomes of it. */
export interface Acquisition extends Trail {
  /** The call or `new` whose value (or promise, or callback parameter) is the resource. */
  readonly node: AcquiringNode
  readonly resource: Resource
  /** The local function that really acquires, when `node` is a call of it: `createDb` of `createDb()`. */
  readonly factory: FunctionNode | null
  /** A function of another file really acquires, as types tell, where there are any. */
  readonly isImported: boolean
  /** What it was taken from, where a method of another resource acquires it: the pool of a pool's client. */
  readonly from: Acquisition | null
  /** How often the place runs. */
  readonly place: Place
}

export type AcquiringNode = TSESTree.CallExpression | TSESTree.NewExpression

/** What becomes of one value, as far as its file tells. */
export interface Trail {
  /** Every name under which the file knows the value, in order of appearance. Empty: it is used on the spot or dropped. */
  readonly holders: readonly Holder[]
  readonly releases: readonly ReleaseSite[]
  /** How the duty to release left this place, if it did. */
  readonly transfers: readonly Transfer[]
  /** Where the value is otherwise used: method calls, property reads, arguments of calls that do not keep it. */
  readonly uses: readonly Node[]
  /** Somebody listens to the event that tells of its end, or it was told not to hold the process (`unref`). */
  readonly isWatched: boolean
  /** It holds something: for resources with `opensOn`, one of these methods is called on it. */
  readonly isOpened: boolean
  /** The calls that open it; empty where it is delivered open. */
  readonly openings: readonly Node[]
}

/** A variable, parameter or field that holds the value. */
export type Holder =
  | { readonly type: 'variable'; readonly variable: Variable; readonly at: Node }
  | { readonly type: 'field'; readonly class: ClassNode; readonly field: string; readonly at: Node }

/** A place that gives the resource back. */
export interface ReleaseSite {
  /** The call (`pool.end()`), or the mention that hands the method on (`onTestFinished(pool.end)`). */
  readonly node: Node
  readonly way: ReleaseWay
  /** What waits for it: `nothing` when its promise or callback is dropped. */
  readonly awaited: 'awaited' | 'returned' | 'passed-on' | 'callback' | 'nothing'
}

/** How ownership leaves the place that acquired. */
export interface Transfer {
  readonly how:
    | 'returned'
    | 'yielded'
    | 'exported'
    | 'passed' // to a function or constructor that we do not see
    | 'stored' // in a property of some other object
    | 'global' // in a property of globalThis, global or window
    | 'collected' // in an array, object, Map or Set
    | 'disposed' // `using`, a DisposableStack, t.after, onTestFinished with the resource itself
    | 'destructured'
    | 'thrown'
  readonly node: Node
  /** `passed`: the call; `stored`/`global`: the name of the property. */
  readonly to?: string
}

/** How often a place runs, as seen from outside inwards: the rhythm is that of the most frequent enclosing one. */
export interface Place {
  readonly rhythm: Rhythm
  /** What makes it so: the handler, loop, timer call, hook or function; null at module level. */
  readonly by: Node | null
  /** In words, for messages: `an Express handler`, `a loop`, `setInterval`, `beforeEach`; '' at module level. */
  readonly label: string
  /** The innermost function that holds the place; null at module level. */
  readonly function: FunctionNode | null
  /** The test hook, test or fixture that holds the place, however deep. */
  readonly test: TestPlace | null
}

/**
 * `once`: module level, or functions that only module level calls. `call`: a function whose callers are unknown.
 * `instance`: a constructor or field initializer.
 */
export type Rhythm =
  'once' | 'call' | 'instance' | 'request' | 'message' | 'loop' | 'tick' | 'test' | 'each' | 'all' | 'fixture'

export interface TestPlace {
  readonly type: 'test' | 'before-each' | 'after-each' | 'before-all' | 'after-all' | 'around' | 'fixture'
  /** The call of `test`, `beforeEach`, `test.extend`. */
  readonly call: TSESTree.CallExpression
  /** Its callback. */
  readonly callback: FunctionNode
  /** As the user calls it: `beforeEach`, `t.after`, `before`. */
  readonly name: string
  /** The call of the suite (`describe`) around it; null at the top of the file. */
  readonly suite: TSESTree.CallExpression | null
  /** Of fixtures: how long one lives. */
  readonly scope?: 'test' | 'file' | 'worker'
}

/** A class some of whose fields hold resources that it acquired itself. */
export interface OwningClass {
  readonly node: ClassNode
  readonly name: string
  readonly fields: readonly OwnedField[]
  /** Its methods that end its life: close, dispose, `[Symbol.asyncDispose]`, onModuleDestroy, … */
  readonly teardowns: readonly (TSESTree.MethodDefinition | TSESTree.PropertyDefinition)[]
}

/** A field and all acquisitions that it ever holds; what becomes of them stands in each acquisition. */
export interface OwnedField {
  readonly name: string
  readonly acquisitions: readonly Acquisition[]
}
