import { quoted } from '../code/style.ts'
import type { Style } from '../code/style.ts'

/** Where known leaks are recorded, relative to the project. */
export const BASELINE = 'watertight-baseline.json'

/** The reporter, as an entry of `reporters`. */
export function reporterEntry(style: Style): string {
  return `[${quoted('@watertight/vitest', style)}, { baseline: ${quoted(BASELINE, style)} }]`
}

/**
 * The whole of `reporters` for a configuration that has none. Naming one replaces those that Vitest chooses by itself,
 * so they are named too: `default`, and in GitHub Actions the one that annotates (3.2 to 5).
 */
export function reporterList(style: Style, hasGithubActions: boolean): string {
  const annotating = `...(process.env.GITHUB_ACTIONS ? [${quoted('github-actions', style)}] : [])`
  const entries = [quoted('default', style), ...(hasGithubActions ? [annotating] : []), reporterEntry(style)]
  return hasGithubActions
    ? `[\n${entries.map((entry) => `${style.indent}${entry},\n`).join('')}]`
    : `[${entries.join(', ')}]`
}

/** What to add by hand where the configuration was not understood. */
export function linesByHand(style: Style, hasGithubActions: boolean): string {
  const list = reporterList(style, hasGithubActions).replaceAll('\n', `\n${style.indent}`)
  return `test: {\n${style.indent}reporters: ${list},\n}`
}

/** A configuration for a project that has none. */
export function newConfig(style: Style, hasGithubActions: boolean): string {
  const { indent, semicolon } = style
  const test = linesByHand(style, hasGithubActions).replaceAll('\n', `\n${indent}`)
  const load = `import { defineConfig } from ${quoted('vitest/config', style)}${semicolon}`
  return `${load}\n\nexport default defineConfig({\n${indent}${test},\n})${semicolon}\n`
}
