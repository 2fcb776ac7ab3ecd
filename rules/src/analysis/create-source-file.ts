import type { TSESLint } from '@typescript-eslint/utils'
import type { Table } from '../resources/table.ts'
import type { HandlerRecord } from './handlers.ts'
import { createOrigins } from './origins.ts'
import type { SourceFile } from './source-file.ts'
import { typeServicesOf } from './typed/services.ts'
import { createVariableLookup } from './variable-lookup.ts'

/** What the plugin's settings say. */
export interface FileSettings {
  readonly table: Table
  readonly handlers: readonly HandlerRecord[]
}

/** What ESLint, of any version, or oxlint tells of a file. */
export interface ParsedFile {
  readonly sourceCode: Pick<
    TSESLint.SourceCode,
    'ast' | 'parserServices' | 'scopeManager' | 'text' | 'visitorKeys'
  >
  readonly filename: string
  readonly cwd: string
}

/** The file as the analysis sees it; nothing is computed before it is asked for. */
export function createSourceFile(parsed: ParsedFile, settings: FileSettings): SourceFile {
  const { ast, scopeManager, text, visitorKeys } = parsed.sourceCode
  if (scopeManager === null) throw new Error('Expected the parser to give a scope manager, got null.')
  const variableOf = createVariableLookup(scopeManager)
  return {
    ast,
    text,
    filename: parsed.filename,
    cwd: parsed.cwd,
    scopes: scopeManager,
    visitorKeys,
    table: settings.table,
    handlers: settings.handlers,
    types: typeServicesOf(parsed.sourceCode.parserServices),
    variableOf,
    ...createOrigins(variableOf),
  }
}
