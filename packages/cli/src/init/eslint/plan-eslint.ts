import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readStyle } from '../code/style.ts'
import { editFile, presentFiles } from '../step.ts'
import type { Step } from '../step.ts'
import type { Project } from '../project/project.ts'
import { editFlat, flatByHand, newFlat } from './edit-flat.ts'
import { editLegacyYaml } from './edit-legacy-yaml.ts'
import { editLegacyJson, editLegacyScript, editPackageJson, legacyByHand } from './edit-legacy.ts'

/** The recommended rules go into the configuration that ESLint reads. */
export function planEslint(project: Project): Step[] {
  if (project.eslint === undefined) return []
  const [flat] = presentFiles(project, FLAT_NAMES)
  const major = Number.parseInt(project.eslint)
  if (major < 8)
    return [
      {
        path: 'eslint',
        why: `ESLint 8.57 or newer is needed, and this is ${project.eslint}`,
        lines: flatByHand(),
      },
    ]
  if (flat !== undefined) {
    return [editFile(project, flat, editFlat, flatByHand())]
  }
  if (major === 8) return planLegacy(project)
  // From 9 on ESLint reads eslintrc no more, so one that lies there is of no use.
  const path = project.manifest.type === 'module' ? 'eslint.config.js' : 'eslint.config.mjs'
  return [{ path, before: null, after: newFlat(readStyle('')) }]
}

const FLAT_NAMES = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `eslint.config.${extension}`)

function planLegacy(project: Project): Step[] {
  const name = Object.keys(LEGACY_EDITS).find((file) => presentFiles(project, [file]).length > 0)
  if (name !== undefined)
    return [editFile(project, name, LEGACY_EDITS[name] as (text: string) => string, legacyByHand())]
  if (/"eslintConfig"\s*:/.test(readFileSync(join(project.root, 'package.json'), 'utf8'))) {
    return [editFile(project, 'package.json', editPackageJson, legacyByHand())]
  }
  return [{ path: '.eslintrc.json', before: null, after: editLegacyJson('{\n  "root": true\n}\n') }]
}

// In the order in which ESLint looks; `.eslintrc` is JSON or YAML.
const LEGACY_EDITS: Readonly<Record<string, (text: string) => string>> = {
  '.eslintrc.js': editLegacyScript,
  '.eslintrc.cjs': editLegacyScript,
  '.eslintrc.yaml': editLegacyYaml,
  '.eslintrc.yml': editLegacyYaml,
  '.eslintrc.json': editLegacyJson,
  '.eslintrc': (text) => (/^\s*(?:\{|\/[/*])/.test(text) ? editLegacyJson(text) : editLegacyYaml(text)),
}
