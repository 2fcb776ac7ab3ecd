import { join } from 'node:path'
import { UsageError } from '../usage-error.ts'
import { planCi } from './ci/plan-ci.ts'
import { planEslint } from './eslint/plan-eslint.ts'
import { planIgnore } from './plan-ignore.ts'
import { installCommand } from './project/project.ts'
import type { Project } from './project/project.ts'
import type { Change, Refusal } from './step.ts'
import { planVitest } from './vitest/plan-vitest.ts'

/** Everything that would be done. */
export interface Plan {
  readonly changes: readonly Change[]
  readonly refusals: readonly Refusal[]
  /** Files that need nothing. */
  readonly kept: readonly string[]
  /** The command that installs what is missing; empty if nothing is. */
  readonly install: readonly string[]
}

/** Works out what a project needs, and changes nothing. Throws a `UsageError` where there is nothing to set up. */
export function makePlan(project: Project): Plan {
  if (project.vitest === undefined && project.eslint === undefined) {
    throw new UsageError(
      `Expected \`vitest\` or \`eslint\` among the dependencies of ${join(project.root, 'package.json')}, found neither.`,
    )
  }
  const steps = [...planVitest(project), ...planEslint(project), ...planIgnore(project), ...planCi(project)]
  const changes = steps.filter((step) => 'after' in step)
  const isKept = ({ before, after }: Change) => before === after
  const missing = packagesFor(project).filter((name) => project.manifest.dependencies[name] === undefined)
  return {
    changes: changes.filter((change) => !isKept(change)),
    kept: changes.filter(isKept).map(({ path }) => path),
    refusals: steps.filter((step) => 'why' in step),
    install: missing.length === 0 ? [] : installCommand(project, missing),
  }
}

function packagesFor({ vitest, eslint }: Project): string[] {
  return [
    ...(vitest === undefined ? [] : ['@watertight/vitest', 'watertight']),
    ...(eslint === undefined ? [] : ['eslint-plugin-watertight']),
  ]
}
