import type { Node } from '../model.ts'
import type { Walk } from './walk.ts'

/**
 * Where each kind of node has the parts that are evaluated with it, in that order. What is missing here (functions,
 * types, names) runs later, or not at all. The order of properties in a node is the parser's, and tells nothing.
 */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  AccessorProperty: [],
  ArrayExpression: ['elements'],
  ArrayPattern: ['elements'],
  AssignmentExpression: ['left', 'right'],
  AwaitExpression: ['argument'],
  BinaryExpression: ['left', 'right'],
  CallExpression: ['callee', 'arguments'],
  ChainExpression: ['expression'],
  ExportDefaultDeclaration: ['declaration'],
  ExportNamedDeclaration: ['declaration'],
  ExpressionStatement: ['expression'],
  ImportExpression: ['source'],
  JSXAttribute: ['value'],
  JSXElement: ['openingElement', 'children'],
  JSXExpressionContainer: ['expression'],
  JSXFragment: ['children'],
  JSXOpeningElement: ['attributes'],
  JSXSpreadAttribute: ['argument'],
  JSXSpreadChild: ['expression'],
  MemberExpression: ['object', 'property'],
  NewExpression: ['callee', 'arguments'],
  ObjectExpression: ['properties'],
  ObjectPattern: ['properties'],
  Property: ['key', 'value'],
  RestElement: ['argument'],
  ReturnStatement: ['argument'],
  SequenceExpression: ['expressions'],
  SpreadElement: ['argument'],
  TaggedTemplateExpression: ['tag', 'quasi'],
  TemplateLiteral: ['expressions'],
  ThrowStatement: ['argument'],
  TSAsExpression: ['expression'],
  TSExportAssignment: ['expression'],
  TSInstantiationExpression: ['expression'],
  TSNonNullExpression: ['expression'],
  TSSatisfiesExpression: ['expression'],
  TSTypeAssertion: ['expression'],
  UnaryExpression: ['argument'],
  UpdateExpression: ['argument'],
  VariableDeclaration: ['declarations'],
  VariableDeclarator: ['init', 'id'],
  WithStatement: ['object', 'body'],
  YieldExpression: ['argument'],
}

/** The parts of a node that are evaluated with it, in order. */
function partsOf(node: Node): readonly Node[] {
  const keys = PARTS[node.type] ?? []
  const fields = node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined>
  return keys.flatMap((key) => fields[key] ?? []).filter((part) => part !== null)
}

/** All nodes right below a node, in no order. */
export function childrenOf(node: Node): readonly Node[] {
  return Object.entries(node)
    .filter(([key]) => key !== 'parent')
    .flatMap(([, value]: [string, unknown]) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter(isNode)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value
}

/** All parts of a node, in the order in which they are evaluated. */
export function visitParts(walk: Walk, node: Node, isHeld: boolean): boolean {
  return visitAll(walk, partsOf(node), isHeld)
}

/** Some nodes, one after the other. */
export function visitAll(walk: Walk, nodes: readonly Node[], isHeld: boolean): boolean {
  return nodes.reduce((held, node) => walk.visit(node, held), isHeld)
}
