import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { readSettings } from '../resources/settings.ts'
import { analyse } from './analyse.ts'
import { createSourceFile } from './create-source-file.ts'
import type { FileAnalysis } from './model.ts'

/** What the analysis needs of a rule's context; the same on ESLint 8.57, 9, 10 and oxlint. */
export type AnalysedContext = Pick<
  Readonly<TSESLint.RuleContext<string, readonly unknown[]>>,
  'cwd' | 'filename' | 'settings' | 'sourceCode'
>

// Keyed by the tree, which lives as long as its file is linted: all rules of a run share one analysis.
const analyses = new WeakMap<TSESTree.Program, FileAnalysis>()

/** The analysis of the file that a rule looks at: the first rule that asks makes it, all others share it. */
export function analysisOf(context: AnalysedContext): FileAnalysis {
  const { ast } = context.sourceCode
  const found = analyses.get(ast)
  if (found !== undefined) return found
  const made = analyse(createSourceFile(context, readSettings(context.settings)))
  analyses.set(ast, made)
  return made
}
