import type { TSESTree } from '@typescript-eslint/utils'
import { nameOfProperty, unwrap } from './expressions.ts'
import type { Node, Variable } from './model.ts'
import type { SourceFile } from './source-file.ts'

/** What a method is called on: the module that made it, where the file shows it, and the names on the way there. */
export interface Receiver {
  readonly module: string | null
  readonly names: readonly string[]
}

/** Longer chains of calls and aliases are not followed. */
const MAX_HOPS = 24

/** Who made the object of a method call: `express` of `app` in `const app = express().use(cors())`. */
export function receiverOf(file: SourceFile, object: Node): Receiver {
  let node: Node | null = unwrap(object)
  const names: string[] = []
  for (let hops = MAX_HOPS; node !== null && hops > 0; hops -= 1) {
    names.push(nameIn(node))
    const module: string | null = moduleOf(file, node)
    if (module !== null) return { module, names }
    node = makerOf(file, node)
  }
  return { module: null, names }
}

function nameIn(node: Node): string {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' ? (nameOfProperty(node) ?? '') : ''
}

/** Modules of the same program say nothing of what they export. */
function moduleOf(file: SourceFile, node: Node): string | null {
  const module = file.originOf(node)?.module ?? ''
  return module === '' || /^(?:[.#~]|@\/)/.test(module) ? null : module
}

/** The expression that a value came from, one step back. */
function makerOf(file: SourceFile, node: Node): Node | null {
  switch (node.type) {
    case 'AwaitExpression':
      return unwrap(node.argument)
    case 'NewExpression':
      return unwrap(node.callee)
    case 'CallExpression':
    case 'MemberExpression':
      return unwrap(node.type === 'CallExpression' ? node.callee : node.object)
    case 'Identifier':
      return declaredValue(file.variableOf(node))
    default:
      return null
  }
}

function declaredValue(variable: Variable | null): Node | null {
  const definition = variable?.defs.length === 1 ? variable.defs[0] : undefined
  if (definition === undefined) return null
  const { node, name } = definition
  if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init)
    return unwrap(node.init)
  return name.type === 'Identifier' ? namedType(name.typeAnnotation?.typeAnnotation) : null
}

/** `FastifyInstance` of `app: FastifyInstance`, which its import explains. */
function namedType(type: TSESTree.TypeNode | undefined): Node | null {
  if (type?.type !== 'TSTypeReference') return null
  const { typeName } = type
  if (typeName.type === 'Identifier') return typeName
  return typeName.type === 'TSQualifiedName' && typeName.left.type === 'Identifier' ? typeName.left : null
}
