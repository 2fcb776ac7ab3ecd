import { readClassMembers, type ClassMembers } from '../analysis/class-members.ts'
import { functionAround, isFunction, nameOfProperty, rewrap, unwrap } from '../analysis/expressions.ts'
import type { ClassNode, FileAnalysis, FunctionNode, Holder, Node } from '../analysis/model.ts'

/** One assignment to a name that holds a resource. */
export interface Write {
  readonly node: Node
  readonly value: Node
  /** The name, as the code writes it. */
  readonly holder: string
  /** Every mention of the name. */
  readonly mentions: readonly Node[]
  readonly function: FunctionNode | null
  /** What the function is called; '' where it has no name. */
  readonly name: string
  /** The name outlives the function: a field, or a variable of more than this function. */
  readonly isLasting: boolean
}

/** A function that finds the assignments to a holder. */
export function createWrites({ file }: FileAnalysis): (holder: Holder) => readonly Write[] {
  const members = new Map<ClassNode, ClassMembers>()
  return (holder) => {
    const mentions = mentionsOf(holder)
    return mentions.flatMap((mention) => writeAt(mention, holder, mentions))
  }

  function mentionsOf(holder: Holder): readonly Node[] {
    if (holder.type === 'variable') return holder.variable.references.map(({ identifier }) => identifier)
    const known = members.get(holder.class) ?? readClassMembers(holder.class, file.visitorKeys)
    members.set(holder.class, known)
    return known.mentions(holder.field)
  }
}

/** Whether a name is emptied: `= null`, `= undefined`. */
export function isEmptying({ value }: Pick<Write, 'value'>): boolean {
  const node = unwrap(value)
  if (node.type === 'Literal') return node.value === null && node.raw === 'null'
  if (node.type === 'UnaryExpression') return node.operator === 'void'
  return node.type === 'Identifier' && node.name === 'undefined'
}

/** What a function is called: by itself, its variable, its property or its method; '' where it has no name. */
export function nameOfFunction({ id, parent }: FunctionNode): string {
  if (id !== null) return id.name
  if (parent.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : ''
  if (parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    return nameOfProperty(parent.left) ?? ''
  }
  const isMember =
    parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition' || parent.type === 'Property'
  return isMember ? (nameOfProperty(parent) ?? '') : ''
}

function writeAt(mention: Node, holder: Holder, mentions: readonly Node[]): readonly Write[] {
  const { parent } = mention
  if (parent?.type !== 'AssignmentExpression' || parent.left !== mention || parent.operator !== '=') return []
  const around = functionAround(parent)
  const declared = holder.type === 'variable' ? holder.variable.identifiers[0] : undefined
  return [
    {
      node: rewrap(parent),
      value: parent.right,
      holder: holder.type === 'variable' ? holder.variable.name : `this.${holder.field}`,
      mentions,
      function: around,
      name: isFunction(around) ? nameOfFunction(around) : '',
      isLasting: declared === undefined || functionAround(declared) !== around,
    },
  ]
}
