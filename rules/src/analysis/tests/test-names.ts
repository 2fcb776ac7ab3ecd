import type { TSESTree } from '@typescript-eslint/utils'
import { nameOfProperty, unwrap } from '../expressions.ts'
import type { FunctionNode, Node, Variable } from '../model.ts'
import type { Origin, SourceFile } from '../source-file.ts'
import { ROLES, TEST_MODULES } from './words.ts'

/** What a callee says once its names are resolved: `['test', 'each', '()']`. */
export interface TestName {
  readonly words: readonly string[]
  /** The test, hook or fixture callback whose parameter it is: `t` of `t.after`. */
  readonly context: FunctionNode | null
  /** It comes from a file that we do not see: only its name, and how it is called, speak for it. */
  readonly isGuess: boolean
}

/** More aliases than these are not followed. */
const MAX_HOPS = 12
/** Names by which other files export a `test` of their own. */
const LOCAL_NAME =
  /^(?:test|it|describe|suite|before|after)$|^(?:before|after|around)(?:Each|All)$|[a-z](?:Test|It)$/

/** A function that resolves the callee of a test, a suite or a hook; null for anything else. */
export function createTestNames(
  file: SourceFile,
  isTestCallback: (callback: FunctionNode) => boolean,
): (callee: Node) => TestName | null {
  return (callee) => nameOf(callee, MAX_HOPS)

  function nameOf(written: Node, hops: number): TestName | null {
    const node = unwrap(written)
    if (hops === 0) return null
    switch (node.type) {
      case 'Identifier':
        return nameOfIdentifier(node, hops)
      case 'MemberExpression':
        return append(nameOf(node.object, hops - 1), nameOfProperty(node))
      case 'CallExpression':
        return append(nameOf(node.callee, hops - 1), '()')
      case 'TaggedTemplateExpression':
        return append(nameOf(node.tag, hops - 1), '()')
      case 'ConditionalExpression':
        return nameOf(node.consequent, hops - 1)
      default:
        return null
    }
  }

  function nameOfIdentifier(node: TSESTree.Identifier, hops: number): TestName | null {
    const origin = file.originOf(node)
    if (origin !== null) return nameOfOrigin(origin)
    const variable = file.variableOf(node)
    const definition = variable?.defs.length === 1 ? variable.defs[0] : undefined
    if (variable === null || definition === undefined) return null
    if (definition.type === 'Parameter') return nameOfParameter(variable, definition.node as FunctionNode)
    if (definition.node.type !== 'VariableDeclarator' || definition.node.init === null) return null
    if (definition.node.id.type === 'Identifier') return nameOf(definition.node.init, hops - 1)
    return LOCAL_NAME.test(node.name) ? { words: [node.name], context: null, isGuess: true } : null
  }

  function nameOfParameter(variable: Variable, callback: FunctionNode): TestName | null {
    const [first] = callback.params
    const isWhole = first?.type === 'Identifier' && first.name === variable.name
    const isOwn = isTestCallback(callback) || (isWhole && variable.name === 't')
    if (!isOwn) return null
    if (isWhole) return { words: [], context: callback, isGuess: false }
    return ROLES.has(variable.name) ? { words: [variable.name], context: callback, isGuess: false } : null
  }
}

function nameOfOrigin({ module, path }: Origin): TestName | null {
  const words = path === '' ? [] : path.replace(/^(?:globalThis|Deno|mocha)(?:\.|$)/, '').split('.')
  if (module === '') {
    const isKnown = path === 'Deno' || path === 'globalThis' || ROLES.has(words[0] ?? '')
    return isKnown ? { words: words.filter((word) => word !== ''), context: null, isGuess: false } : null
  }
  if (TEST_MODULES.has(module)) return { words, context: null, isGuess: false }
  const last = words.at(-1) ?? ''
  const local = /[a-z](?:Test|It)$/.test(last) ? 'test' : last
  return LOCAL_NAME.test(last) ? { words: [local], context: null, isGuess: true } : null
}

function append(name: TestName | null, word: string | null): TestName | null {
  return name === null || word === null ? null : { ...name, words: [...name.words, word] }
}
