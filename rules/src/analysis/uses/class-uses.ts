import type { TSESTree } from '@typescript-eslint/utils'
import { readClassMembers, type ClassMembers } from '../class-members.ts'
import { nameOfProperty, rewrap, unwrap } from '../expressions.ts'
import { mentionsOf, mentionsOfHolder } from '../function-sites.ts'
import { DECORATED_HANDLERS, PROCESSOR_METHODS } from '../handlers/decorators.ts'
import type { ClassNode, Node } from '../model.ts'
import type { SourceFile } from '../source-file.ts'
import type { Uses } from '../uses.ts'
import type { Use } from './use.ts'

type Member = TSESTree.MethodDefinition | TSESTree.PropertyDefinition
/** How a function runs whose value stands at a place. */
type UsesAt = (site: Node, hops: number) => readonly Use[]

interface ClassUses extends Pick<Uses, 'usesOfClass'> {
  usesOfMember(member: Member): readonly Use[]
}

const MAX_HOPS = 4

/** The uses of classes and of their methods. */
export function createClassUses(file: SourceFile, usesAt: UsesAt): ClassUses {
  const members = new Map<ClassNode, ClassMembers>()
  return { usesOfClass, usesOfMember }

  function usesOfMember(member: Member): readonly Use[] {
    const owner = member.parent.parent
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') return usesOfClass(owner)
    const decorated = decoratedUse(member, owner)
    if (decorated !== null) return [decorated]
    const name = nameOfProperty(member)
    const mentions = name === null ? [] : mentionsOfMember(owner, name, member.static)
    const uses = mentions.flatMap((mention) => usesAt(mention, MAX_HOPS))
    return isHidden(member) && uses.length > 0 ? uses : [...uses, { how: 'unknown', at: owner }]
  }

  function usesOfClass(owner: ClassNode): readonly Use[] {
    const made = instancesOf(owner)
    const isOnlyMade = made.length > 0 && (hasHiddenConstructor(owner) || !isHandedOn(owner, made.length))
    const uses = made.map((at): Use => ({ how: 'with', at, isLater: false }))
    return isOnlyMade ? uses : [...uses, { how: 'instance', of: owner }]
  }

  function isHandedOn(owner: ClassNode, count: number): boolean {
    const isDeclaredOut = owner.parent.type.startsWith('Export')
    const holder = owner.type === 'ClassExpression' ? rewrap(owner).parent : undefined
    const isHeldOut = holder !== undefined && holder.type !== 'VariableDeclarator'
    return isDeclaredOut || isHeldOut || isExportedVariable(holder) || valuesOf(owner).length > count
  }

  /** Mentions of the class that are neither static members of it nor tests. */
  function valuesOf(owner: ClassNode): readonly Node[] {
    return mentionsOfClass(file, owner).filter(({ parent }) => {
      const isMember = parent?.type === 'MemberExpression' || parent?.type === 'BinaryExpression'
      return !isMember
    })
  }

  function instancesOf(owner: ClassNode): readonly TSESTree.NewExpression[] {
    return mentionsOfClass(file, owner).flatMap((mention) => {
      const { parent } = rewrap(mention)
      return parent?.type === 'NewExpression' && parent.callee === rewrap(mention) ? parent : []
    })
  }

  function mentionsOfMember(owner: ClassNode, name: string, isStatic: boolean): readonly Node[] {
    const known = members.get(owner) ?? readClassMembers(owner, file.visitorKeys)
    members.set(owner, known)
    const holders = isStatic
      ? mentionsOfClass(file, owner)
      : instancesOf(owner).flatMap((instance) => [rewrap(instance), ...mentionsOfHolder(file, instance)])
    const outside = holders.flatMap((holder) => {
      const { parent } = rewrap(holder)
      return parent?.type === 'MemberExpression' && unwrap(parent.object) === unwrap(holder) ? parent : []
    })
    return [
      ...new Set([...known.mentions(name), ...outside.filter((member) => nameOfProperty(member) === name)]),
    ]
  }
}

function mentionsOfClass(file: SourceFile, owner: ClassNode): readonly Node[] {
  const held = owner.type === 'ClassExpression' ? mentionsOfHolder(file, owner) : []
  return [...mentionsOf(file, owner, owner.id?.name), ...held]
}

function isExportedVariable(holder: Node | undefined): boolean {
  return holder?.type === 'VariableDeclarator' && holder.parent.parent.type === 'ExportNamedDeclaration'
}

/** Nobody outside of the class can call it. */
function isHidden(member: Member): boolean {
  return member.accessibility === 'private' || member.key.type === 'PrivateIdentifier'
}

function hasHiddenConstructor(owner: ClassNode): boolean {
  return owner.body.body.some(
    (member) =>
      member.type === 'MethodDefinition' &&
      member.kind === 'constructor' &&
      member.accessibility === 'private',
  )
}

function decoratedUse(member: Member, owner: ClassNode): Use | null {
  const names = namesOfDecorators(member)
  const record = DECORATED_HANDLERS.find((candidate) => names.some((name) => candidate.names.has(name)))
  if (record !== undefined && namesOfDecorators(owner).length > 0) {
    return { how: 'again', rhythm: record.rhythm, by: member, label: record.label }
  }
  const method = nameOfProperty(member)
  const isProcessor = namesOfDecorators(owner).some((name) => PROCESSOR_METHODS.get(name) === method)
  return isProcessor ? { how: 'again', rhythm: 'message', by: member, label: 'a queue processor' } : null
}

function namesOfDecorators({
  decorators,
}: {
  decorators?: readonly TSESTree.Decorator[]
}): readonly string[] {
  return (decorators ?? []).map(({ expression }) => {
    const name = expression.type === 'CallExpression' ? expression.callee : expression
    return name.type === 'Identifier' ? name.name : ''
  })
}
