import type { TSESTree } from '@typescript-eslint/utils'
import type { Resource } from '../../resources/resource.ts'
import type { Table } from '../../resources/table.ts'
import { nameOfCallee } from '../expressions.ts'
import { resourceOfType } from './resource-of-type.ts'
import type { Declaration, TypeServices, TypeSymbol } from './services.ts'

// TypeScript's `SymbolFlags`: as numbers, because the plugin loads no TypeScript.
const VARIABLE = 3
const ALIAS = 2_097_152

/** Names of functions that hand out what others share, rather than something new. */
const SHARED =
  /^(?:get|use|current|default|shared|ensure|resolve|inject|provide|find|lookup)(?:[A-Z_$\d]|$)|^instance$|(?:Instance|Singleton|Shared)$/
/** Names that promise something new, where only the types of a function can be seen. */
const CREATING =
  /^(?:create|make|open|new|build|start|launch|spawn|connect|listen|setup|setUp)(?:[A-Z_$\d]|$)/
const OPENING = /^(?:open|start|launch|spawn|connect|listen)(?:[A-Z_$\d]|$)/
/** What a function does that keeps what it made, or sees to its end by itself. */
const KEEPING =
  /\?\?=|\|\|=|\b(?:using|onTestFinished|onTestFailed|after|afterEach|afterAll|teardown|defer|addCleanup)\b/
const RETURNED = /(?:\breturn|=>)\s+(?:await\s+)?([A-Za-z_$][\w$.]*)\s*!?\s*(?:as\b.*)?(?=[;\n}]|$)/g

/**
 * Whether a function of another file gives every caller a resource of its own, and the duty to end it. Its source, where
 * there is one, is read as text: TypeScript's tree differs from version to version.
 */
export function createsAnew(
  table: Table,
  types: TypeServices,
  call: TSESTree.CallExpression,
  resource: Resource,
): boolean {
  const name = lastWord(call)
  const symbol = SHARED.test(name) ? null : symbolOf(types, call)
  const [declaration] = symbol?.declarations ?? []
  if (symbol === null || declaration === undefined) return false
  if (exportsShared(table, types, declaration, resource)) return false
  const text = sourceOf(symbol)
  return text === null ? CREATING.test(name) : !keeps(text, resource)
}

/** Whether what a function returns is open already, for resources that hold nothing at first. */
export function isOpened(types: TypeServices, call: TSESTree.CallExpression, { opensOn }: Resource): boolean {
  const symbol = symbolOf(types, call)
  const text = symbol === null ? null : sourceOf(symbol)
  if (text === null) return OPENING.test(lastWord(call))
  return opensOn?.some((method) => text.includes(`.${method}(`)) === true
}

function lastWord({ callee }: TSESTree.CallExpression): string {
  return nameOfCallee(callee).replace(/^.*\./, '')
}

function symbolOf({ program, getSymbolAtLocation }: TypeServices, { callee }: TSESTree.CallExpression) {
  const symbol = getSymbolAtLocation(callee.type === 'MemberExpression' ? callee.property : callee)
  if (symbol === undefined) return null
  return symbol.flags & ALIAS ? program.getTypeChecker().getAliasedSymbol(symbol) : symbol
}

/** The text of a function; null where there are only types. */
function sourceOf({ declarations = [] }: TypeSymbol): string | null {
  const written = declarations.filter((declaration) => !declaration.getSourceFile().isDeclarationFile)
  return written.length === 0 ? null : written.map((declaration) => declaration.getText()).join('\n')
}

/** A module that exports such a resource as a constant has one for everybody, and functions that speak of it. */
function exportsShared(
  table: Table,
  { program }: TypeServices,
  declaration: Declaration,
  resource: Resource,
): boolean {
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(declaration.getSourceFile())
  const exported = module === undefined ? [] : checker.getExportsOfModule(module)
  return exported.some(
    (symbol) =>
      (symbol.flags & VARIABLE) !== 0 && resourceOfType(table, checker.getTypeOfSymbol(symbol)) === resource,
  )
}

function keeps(text: string, { release }: Resource): boolean {
  if (KEEPING.test(text)) return true
  if (release.some(({ method }) => method !== undefined && text.includes(`.${method}`))) return true
  return [...text.matchAll(RETURNED)].some(([, path = '']) => isKept(text, path))
}

/** Whether what is returned is no new variable of the function itself, or is handed to somebody before. */
function isKept(text: string, path: string): boolean {
  if (path === 'new' || path === 'null' || path === 'undefined') return false
  if (path.includes('.')) return true
  const name = path.replaceAll('$', '\\$')
  return (
    !new RegExp(`\\b(?:const|let|var)\\s+${name}\\b`).test(text) ||
    new RegExp(`[(,]\\s*${name}\\s*[,)]`).test(text)
  )
}
