import type { TSESTree } from '@typescript-eslint/utils'
import type { Resource } from '../resources/resource.ts'
import type { Entry } from '../resources/table.ts'
import { nameOfCallee, rewrap, unwrap } from './expressions.ts'
import type { Node, Variable } from './model.ts'
import type { Seed } from './seeds.ts'
import type { SourceFile } from './source-file.ts'
import { resourceOfType } from './typed/resource-of-type.ts'
import type { TypeServices } from './typed/services.ts'
import { createsAnew, isOpened } from './typed/wrapper.ts'

/**
 * What functions of other files acquire, where the linter has types to tell: `createDb()`, imported from `./db.ts`, gives
 * a `Pool` of pg. What may hand out something shared is left out.
 */
export function findTypedSeeds(file: SourceFile): readonly Seed[] {
  const { types } = file
  if (types === null) return []
  return importedNames(file).flatMap((variable) =>
    variable.references.flatMap(({ identifier }) => seedAt(file, types, variable, identifier) ?? []),
  )
}

/** Names from modules that the table does not know: of those it does know, it tells more than types do. */
function importedNames(file: SourceFile): readonly Variable[] {
  return file.ast.body.flatMap((statement) => {
    if (statement.type !== 'ImportDeclaration' || statement.importKind === 'type') return []
    if (file.table.isKnownModule(statement.source.value)) return []
    return statement.specifiers.flatMap((specifier) => file.scopes.getDeclaredVariables(specifier))
  })
}

function seedAt(file: SourceFile, types: TypeServices, variable: Variable, name: Node): Seed | null {
  const call = callOf(variable, name)
  const resource = call === null ? null : resourceOfCall(file, types, call)
  if (call === null || resource === null || !createsAnew(file.table, types, call, resource)) return null
  return { node: call, entry: entryOf(types, call, resource), isImported: true }
}

/** `createDb()`; of a namespace, `db.create()`. Methods of an imported object often return the object itself. */
function callOf(variable: Variable, name: Node): TSESTree.CallExpression | null {
  let node = rewrap(name)
  if (variable.defs[0]?.node.type === 'ImportNamespaceSpecifier') {
    if (node.parent?.type !== 'MemberExpression' || node.parent.object !== node) return null
    node = rewrap(node.parent)
  }
  return node.parent?.type === 'CallExpression' && node.parent.callee === node ? node.parent : null
}

function resourceOfCall(
  { table }: SourceFile,
  { program, getTypeAtLocation }: TypeServices,
  call: TSESTree.CallExpression,
): Resource | null {
  const type = getTypeAtLocation(call)
  return resourceOfType(table, program.getTypeChecker().getAwaitedType?.(type) ?? type)
}

function entryOf(types: TypeServices, call: TSESTree.CallExpression, resource: Resource): Entry {
  const isOpen = isOpened(types, call, resource)
  return { resource, acquire: { by: 'call', export: nameOfCallee(unwrap(call.callee)), isOpen } }
}
