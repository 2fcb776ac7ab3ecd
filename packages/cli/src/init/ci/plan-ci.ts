import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { editFile } from '../step.ts'
import type { Step } from '../step.ts'
import type { Project } from '../project/project.ts'
import { editGithub, stepLines } from './edit-github.ts'
import { editGitlab } from './edit-gitlab.ts'
import { GATE_ARGS } from './gate-command.ts'

/** A gate goes behind the tests in each CI file that runs them; a file that does not is not spoken of. */
export function planCi(project: Project): Step[] {
  if (project.vitest === undefined) return []
  const gate = [...project.manager.exec, 'watertight', ...GATE_ARGS].join(' ')
  const request = { scripts: project.manifest.scripts, gate }
  const workflows = workflowFiles(project.workspaceRoot).map((path) => {
    return planFile(project, path, (text) => editGithub(text, request), `- ${stepLines(gate).join('\n  ')}`)
  })
  const gitlab = existsSync(join(project.workspaceRoot, '.gitlab-ci.yml'))
    ? [planFile(project, '.gitlab-ci.yml', (text) => editGitlab(text, request), `- ${gate}`)]
    : []
  return [...workflows, ...gitlab].filter(
    (step) => !('after' in step) || step.before !== step.after || step.after.includes('watertight'),
  )
}

function workflowFiles(root: string): string[] {
  const folder = join(root, '.github/workflows')
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => `.github/workflows/${name}`)
}

/** A package of a workspace does not know in which folder the jobs of the whole run its tests. */
function planFile(project: Project, path: string, edit: (text: string) => string, byHand: string): Step {
  const { root, workspaceRoot } = project
  if (root === workspaceRoot) return editFile(project, path, edit, byHand)
  const folder = relative(workspaceRoot, root)
  const step = editFile({ ...project, root: workspaceRoot }, path, edit, byHand)
  const isSettled = 'after' in step && step.before === step.after
  if (isSettled) return step
  const why = `it belongs to the whole workspace, and the gate of this package runs in ${folder}`
  return { path: relative(root, join(workspaceRoot, path)), why, lines: byHand }
}
