import type { TSESTree, TSESLint } from '@typescript-eslint/utils'
import { isFunction, nameOfProperty } from './expressions.ts'
import type { ClassNode, FunctionNode, Node } from './model.ts'

/** Where a class speaks of its own members, by name. */
export interface ClassMembers {
  /** `this.name`, `self.name` and, for static ones, `ClassName.name`. */
  mentions(name: string): readonly TSESTree.MemberExpression[]
  /** The function that is declared as a member: a method, or a field with a function in it. */
  functionOf(name: string): FunctionNode | null
  /** Patterns that take members apart: `const { pool } = this`. */
  readonly patterns: readonly TSESTree.ObjectPattern[]
}

type VisitorKeys = TSESLint.SourceCode.VisitorKeys

/** Walks a class once, the functions in it included, other classes left out. */
export function readClassMembers(node: ClassNode, visitorKeys: VisitorKeys): ClassMembers {
  const byName = new Map<string, TSESTree.MemberExpression[]>()
  const patterns: TSESTree.ObjectPattern[] = []
  const names = new Set(node.id === null ? [] : [node.id.name])
  const members: TSESTree.MemberExpression[] = []
  walk(node.body, visitorKeys, (inner) => {
    if (inner.type === 'MemberExpression') members.push(inner)
    if (inner.type !== 'VariableDeclarator' || inner.init?.type !== 'ThisExpression') return
    if (inner.id.type === 'Identifier') names.add(inner.id.name)
    if (inner.id.type === 'ObjectPattern') patterns.push(inner.id)
  })
  for (const member of members) {
    const name = isOfInstance(member.object, names) ? nameOfProperty(member) : null
    const sameName = name === null ? undefined : byName.get(name)
    if (sameName !== undefined) sameName.push(member)
    else if (name !== null) byName.set(name, [member])
  }
  const functions = functionsOf(node)
  return {
    patterns,
    mentions: (name) => byName.get(name) ?? [],
    functionOf: (name) => functions.get(name) ?? null,
  }
}

function functionsOf({ body }: ClassNode): ReadonlyMap<string, FunctionNode | null> {
  const functions = new Map<string, FunctionNode | null>()
  for (const member of body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue
    const name = nameOfProperty(member)
    if (name !== null && !functions.has(name))
      functions.set(name, isFunction(member.value) ? member.value : null)
  }
  return functions
}

function isOfInstance(object: Node, names: ReadonlySet<string>): boolean {
  return object.type === 'ThisExpression' || (object.type === 'Identifier' && names.has(object.name))
}

/** Visits a node and all below it, classes inside left out; no depth of code overflows the stack. */
function walk(root: Node, visitorKeys: VisitorKeys, visit: (node: Node) => void): void {
  const pending: Node[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    visit(node)
    for (const child of childrenOf(node, visitorKeys).toReversed()) {
      if (child.type !== 'ClassBody') pending.push(child)
    }
  }
}

/** The nodes right below a node, in source order. */
export function childrenOf(node: Node, visitorKeys: VisitorKeys): readonly Node[] {
  const record = node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined>
  return (visitorKeys[node.type] ?? []).flatMap((key) => record[key] ?? []).filter((child) => child !== null)
}
