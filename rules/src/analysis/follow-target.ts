import type { TSESTree } from '@typescript-eslint/utils'
import { classOfThis, nameOfProperty } from './expressions.ts'
import type { Walk } from './follow.ts'
import type { ClassNode, Node } from './model.ts'

/** Follows the value into what it is assigned to: a name, a pattern, a field, a property of something else. */
export function followTarget(walk: Walk, target: Node | undefined): void {
  switch (target?.type) {
    case 'Identifier':
      return followName(walk, target)
    case 'AssignmentPattern':
      return followTarget(walk, target.left)
    case 'TSParameterProperty':
      return followTarget(walk, target.parameter)
    case 'MemberExpression':
      return followMemberTarget(walk, target)
    case 'PropertyDefinition':
      return followField(walk, target)
    case 'ObjectPattern':
    case 'ArrayPattern':
      return walk.transfer('destructured', target)
    default:
      return target === undefined ? undefined : walk.transfer('passed', target)
  }
}

function followName(walk: Walk, name: TSESTree.Identifier): void {
  const variable = walk.context.file.variableOf(name)
  // Without a variable it is a global that nobody declares: out of this file's sight.
  if (variable === null) walk.transfer('global', name, name.name)
  else walk.hold({ type: 'variable', variable, at: name })
}

function followMemberTarget(walk: Walk, target: TSESTree.MemberExpression): void {
  const name = nameOfProperty(target)
  const owner = name === null ? null : ownerOf(walk, target)
  if (name !== null && owner !== null)
    return walk.hold({ type: 'field', class: owner, field: name, at: target })
  const origin = walk.context.file.originOf(target)
  if (origin?.module === '' && /^(module\.)?exports\b/.test(origin.path))
    return walk.transfer('exported', target)
  const isGlobal = origin?.module === '' && /^(global|globalThis|window|self)\./.test(origin.path)
  walk.transfer(isGlobal ? 'global' : 'stored', target, name ?? undefined)
}

/** The class that a member belongs to: `this.x` inside it, or `ClassName.x`. */
function ownerOf(walk: Walk, member: TSESTree.MemberExpression): ClassNode | null {
  if (member.object.type === 'ThisExpression') return classOfThis(member)
  if (member.object.type !== 'Identifier') return null
  const definition = walk.context.file.variableOf(member.object)?.defs[0]
  if (definition === undefined) return null
  const { node } = definition
  if (node.type === 'ClassDeclaration') return node
  const isAlias = node.type === 'VariableDeclarator' && node.init?.type === 'ThisExpression'
  return isAlias ? classOfThis(node) : null
}

function followField(walk: Walk, field: TSESTree.PropertyDefinition): void {
  const name = nameOfProperty(field)
  if (name === null) walk.transfer('stored', field)
  else walk.hold({ type: 'field', class: field.parent.parent, field: name, at: field })
}
