import { functionAround, isFunction } from '../analysis/expressions.ts'
import type { FileAnalysis, FunctionNode, Node } from '../analysis/model.ts'

/** The code whose end means that something is closed. */
export interface Teardown {
  /** In words, for messages: `afterEach`, the fixture `db`, `close()` of `Store`. */
  readonly label: string
  /** Whoever runs this function waits for what it returns. */
  readonly function: FunctionNode
}

/** The teardown that holds a node: a hook, what follows `use()` in a fixture, a `finally`, a class's `close()`. */
export function teardownAround(node: Node, analysis: FileAnalysis): Teardown | null {
  return inTests(node, analysis) ?? inFinally(node) ?? inClass(node, analysis)
}

function inTests(node: Node, { tests }: FileAnalysis): Teardown | null {
  const place = tests.testPlaceOf(node)
  if (place === null) return null
  const { callback, name, type } = place
  if (type === 'after-each' || type === 'after-all') return { label: `\`${name}\``, function: callback }
  if (type !== 'fixture' && type !== 'around') return null
  return isAfterUse(node, callback) ? { label: 'the fixture', function: callback } : null
}

/** After `await use(value)`, or `await runTest()` of an around hook: the parameter that is called. */
function isAfterUse(node: Node, callback: FunctionNode): boolean {
  const { body } = callback
  if (body.type !== 'BlockStatement') return false
  const use = callback.params.findLast((parameter) => parameter.type === 'Identifier')
  const called = use?.type === 'Identifier' ? `${use.name}(` : null
  return (
    called !== null &&
    body.body.some((statement) => statement.range[1] <= node.range[0] && isAwaitOf(statement, called))
  )
}

function isAwaitOf(statement: Node, called: string): boolean {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AwaitExpression')
    return false
  const { argument } = statement.expression
  return (
    argument.type === 'CallExpression' &&
    argument.callee.type === 'Identifier' &&
    `${argument.callee.name}(` === called
  )
}

/** The `finally` of an asynchronous function. */
function inFinally(node: Node): Teardown | null {
  const around = functionAround(node)
  if (around?.async !== true) return null
  for (let inner = node; inner.parent && inner !== around; inner = inner.parent) {
    const { parent } = inner
    if (parent.type === 'TryStatement' && parent.finalizer === inner)
      return { label: '`finally`', function: around }
  }
  return null
}

/** A method that ends the life of a class that owns resources. */
function inClass(node: Node, { classes }: FileAnalysis): Teardown | null {
  for (const { name, teardowns } of classes) {
    for (const method of teardowns) {
      if (!isFunction(method.value) || !isWithin(node, method)) continue
      const called = 'name' in method.key ? `\`${method.key.name}()\`` : 'the teardown'
      return { label: name === '' ? called : `${called} of \`${name}\``, function: method.value }
    }
  }
  return null
}

function isWithin(node: Node, outer: Node): boolean {
  return outer.range[0] <= node.range[0] && node.range[1] <= outer.range[1]
}
