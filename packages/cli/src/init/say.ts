import { basename } from 'node:path'
import { printable } from '@watertight/findings'
import { sayDiff } from './diff.ts'
import type { Plan } from './plan.ts'
import type { Project } from './project/project.ts'
import type { Refusal } from './step.ts'

/** What would be done, with the diffs. Pure. */
export function sayPlan(project: Project, { changes, kept, install }: Plan, isColored: boolean): string {
  const diffs = changes.map((change) => `\n${sayDiff(change, isColored)}`)
  const lines = [
    ...(kept.length === 0 ? [] : [`Set up already: ${kept.join(', ')}.`]),
    ...(install.length === 0 ? [] : [`To install: ${install.join(' ')}`]),
    ...(changes.length === 0 && install.length === 0 ? ['Nothing to change.'] : []),
  ]
  return `${sayProject(project)}\n${diffs.join('')}${lines.length === 0 ? '' : `\n${lines.join('\n')}\n`}`
}

/** What was left alone, why, and what to add by hand. Pure. */
export function sayRefusals(refusals: readonly Refusal[]): string {
  return refusals.map(sayRefusal).join('')
}

function sayProject({ root, manifest, manager, vitest, eslint }: Project): string {
  const tools = [
    manager.name,
    vitest === undefined ? 'no Vitest' : `Vitest ${vitest}`,
    eslint === undefined ? 'no ESLint' : `ESLint ${eslint}`,
  ]
  return `${printable(manifest.name ?? basename(root), 100)}: ${tools.join(', ')}`
}

function sayRefusal({ path, why, lines }: Refusal): string {
  const byHand = lines.split('\n').map((line) => `    ${line}`.trimEnd())
  return `watertight: ${path} was left alone, because ${why}. Add by hand:\n\n${byHand.join('\n')}\n\n`
}
