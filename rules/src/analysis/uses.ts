import type { TSESTree } from '@typescript-eslint/utils'
import { rewrap } from './expressions.ts'
import { sitesOfFunction } from './function-sites.ts'
import { createHandlerCalls } from './handler-calls.ts'
import type { ClassNode, FunctionNode, Node } from './model.ts'
import type { SourceFile } from './source-file.ts'
import type { Tests } from './tests.ts'
import { usesOfArgument, usesOfProperty } from './uses/arguments.ts'
import { createClassUses } from './uses/class-uses.ts'
import { exported, runsWith, type Use, type UsesContext } from './uses/use.ts'
import { usesOfAssigned, usesOfMethodOfFunction, usesOfReturned, usesOfVariable } from './uses/values.ts'

/** How the functions and classes of one file come to run. */
export interface Uses {
  /** Every way in which a function of the file comes to run. */
  usesOf(node: FunctionNode): readonly Use[]
  /** Every way in which instances of a class come to be. */
  usesOfClass(node: ClassNode): readonly Use[]
}

/** So many wrappers, returns and aliases are followed from a function to the code that calls it. */
const MAX_HOPS = 5

/** The uses of the functions and classes of a file; each is looked at when it is asked for. */
export function createUses(file: SourceFile, tests: Tests): Uses {
  const context: UsesContext = { file, tests, handlerOf: createHandlerCalls(file), usesAt }
  const classes = createClassUses(file, usesAt)
  return { usesOf, usesOfClass: classes.usesOfClass }

  function usesOf(node: FunctionNode): readonly Use[] {
    const { parent } = node
    if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
      return classes.usesOfMember(parent)
    }
    const serverAction = usesOfDirective(node)
    if (serverAction !== null) return [serverAction]
    const declared = node.type === 'FunctionDeclaration' ? usesOfDeclaration(node) : []
    return [...declared, ...sitesOfFunction(file, node).flatMap((site) => usesAt(site, MAX_HOPS))]
  }

  function usesOfDeclaration(node: FunctionNode): readonly Use[] {
    const { type } = node.parent
    if (type === 'ExportDefaultDeclaration') return [exported(file, 'default', node)]
    return type === 'ExportNamedDeclaration' ? [exported(file, node.id?.name ?? '', node)] : []
  }

  /** How a function runs whose value stands at this place. */
  function usesAt(site: Node, hops: number): readonly Use[] {
    const value = rewrap(site)
    const { parent } = value
    if (!parent || hops === 0) return [{ how: 'unknown', at: value }]
    switch (parent.type) {
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === value ? [runsWith(parent)] : usesOfArgument(context, value, hops)
      case 'ArrayExpression':
        return usesOfArgument(context, value, hops)
      case 'Property':
        return usesOfProperty(context, parent, value, hops)
      case 'MemberExpression':
        return usesOfMethodOfFunction(context, parent, value, hops)
      case 'ConditionalExpression':
      case 'LogicalExpression':
        return usesAt(parent, hops - 1)
      case 'VariableDeclarator':
        return usesOfVariable(context, parent, value, hops)
      case 'AssignmentExpression':
        return usesOfAssigned(context, parent, value, hops)
      case 'ExportDefaultDeclaration':
        return [exported(file, 'default', value)]
      case 'ExportSpecifier':
        return [exported(file, nameOfExport(parent), value)]
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return usesOfReturned(context, value, hops)
      case 'ExpressionStatement':
        return []
      default:
        return [{ how: 'unknown', at: value }]
    }
  }

  function usesOfDirective(node: FunctionNode): Use | null {
    const isExported = node.parent.type === 'ExportNamedDeclaration'
    const isAction = hasDirective(node.body) || (isExported && hasDirective(file.ast))
    return isAction ? { how: 'again', rhythm: 'request', by: node, label: 'a server action' } : null
  }
}

function nameOfExport({ exported: name }: TSESTree.ExportSpecifier): string {
  return name.type === 'Identifier' ? name.name : name.value
}

function hasDirective(block: Node): boolean {
  if (block.type !== 'BlockStatement' && block.type !== 'Program') return false
  const [first] = block.body
  return first?.type === 'ExpressionStatement' && first.directive === 'use server'
}
