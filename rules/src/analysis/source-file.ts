import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type { Table } from '../resources/table.ts'
import type { HandlerRecord } from './handlers.ts'
import type { Node, Variable } from './model.ts'
import type { TypeServices } from './typed/services.ts'

/** One parsed file, as every step of the analysis sees it. */
export interface SourceFile {
  readonly ast: TSESTree.Program
  readonly text: string
  /** As ESLint was told, absolute or not; `<input>` for standard input. */
  readonly filename: string
  /** The folder that the linter was started in. */
  readonly cwd: string
  readonly scopes: TSESLint.Scope.ScopeManager
  readonly visitorKeys: TSESLint.SourceCode.VisitorKeys
  readonly table: Table
  /** The user's own per-request handlers, after the built-in ones. */
  readonly handlers: readonly HandlerRecord[]
  /** What the linter knows of types; null for most users, who lint without. */
  readonly types: TypeServices | null
  /** The variable that an identifier reads or writes, or declares; null for globals and property names. */
  variableOf(identifier: TSESTree.Identifier): Variable | null
  /** What an expression is by its import: `net.createServer` is `{ module: 'net', path: 'createServer' }`. */
  originOf(expression: Node): Origin | null
  /** The same of a variable, as a mention of its name would have it. */
  originOfVariable(variable: Variable): Origin | null
}

/**
 * Where a name comes from. `path` is the property path inside the module, without a leading `default`; `''` is the
 * module itself. A global that no variable shadows has an empty module: `{ module: '', path: 'setInterval' }`.
 */
export interface Origin {
  readonly module: string
  readonly path: string
}
