import type { TSESTree } from '@typescript-eslint/utils'
import { isWrapper } from './expressions.ts'
import { mentionsOfGlobals } from './global-mentions.ts'
import type { Node, Variable } from './model.ts'
import type { Origin, SourceFile } from './source-file.ts'

const REQUIRE: ReadonlySet<string> = new Set(['require'])

/**
 * The mentions of names that may lead to a resource: imports of modules that the table knows, names made from those,
 * and known globals. Most files load nothing of interest, which shows before any of their names is looked at.
 */
export function rootsOf(file: SourceFile): readonly Node[] {
  const globals = mentionsOfGlobals(file, file.table.globalNames)
  const requires = mentionsOfGlobals(file, REQUIRE).filter((name) => isKnownRequire(file, name))
  if (globals.length === 0 && requires.length === 0 && !importsOfInterest(file)) return []
  const roots = [...globals, ...requires]
  for (const { variables } of file.scopes.scopes) {
    for (const variable of variables) {
      if (!isOfInterest(file, variable)) continue
      for (const { identifier } of variable.references) roots.push(identifier)
    }
  }
  return roots
}

/** What a dynamic import or a `require` of one's own making loads is seen when its names are looked at. */
function importsOfInterest({ ast, table, text }: SourceFile): boolean {
  const isImported = ast.body.some((statement) => {
    const source = sourceOf(statement)
    return source !== null && table.isKnownModule(source)
  })
  return isImported || text.includes('import(') || text.includes('createRequire')
}

function sourceOf(statement: TSESTree.ProgramStatement): string | null {
  if (statement.type === 'ImportDeclaration') {
    return statement.importKind === 'type' ? null : statement.source.value
  }
  if (statement.type !== 'TSImportEqualsDeclaration') return null
  const { moduleReference } = statement
  return moduleReference.type === 'TSExternalModuleReference' ? textOf(moduleReference.expression) : null
}

function isKnownRequire({ table }: SourceFile, name: Node): boolean {
  const { parent } = name
  const specifier = parent?.type === 'CallExpression' ? textOf(parent.arguments[0]) : null
  return specifier !== null && table.isKnownModule(specifier)
}

function textOf(node: Node | undefined): string | null {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null
}

function isOfInterest(file: SourceFile, variable: Variable): boolean {
  if (variable.references.length === 0 || !hasOrigin(variable)) return false
  const origin = file.originOfVariable(variable)
  return origin !== null && isKnown(file, origin)
}

/** Whether a variable is declared in a way that may give it an origin; the cheap question before the dear one. */
function hasOrigin({ defs: [definition, ...others] }: Variable): boolean {
  if (definition === undefined || others.length > 0) return false
  const { node } = definition
  if (definition.type === 'ImportBinding') return true
  if (node.type === 'ClassDeclaration') return node.superClass !== null
  return node.type === 'VariableDeclarator' && node.init !== null && beginsWithName(node.init)
}

/** `pg`, `pg.Pool`, `require('pg')`, `(await import('pg')).Pool`. */
function beginsWithName(expression: Node): boolean {
  let node = expression
  for (;;) {
    if (isWrapper(node)) node = node.expression
    else if (node.type === 'MemberExpression') node = node.object
    else if (node.type === 'AwaitExpression') node = node.argument
    else if (node.type === 'CallExpression')
      return node.callee.type === 'Identifier' && node.callee.name === 'require'
    else return node.type === 'Identifier' || node.type === 'ImportExpression'
  }
}

function isKnown({ table }: SourceFile, { module, path }: Origin): boolean {
  if (module !== '') return table.isKnownModule(module)
  const [first = ''] = path.split('.', 1)
  return table.globalNames.has(first)
}
