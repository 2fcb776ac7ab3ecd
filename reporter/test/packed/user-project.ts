import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { runProcess } from '../e2e/run-process.ts'
import type { ProcessResult } from '../e2e/run-process.ts'
import { runVitest } from '../e2e/run-vitest.ts'
import type { VitestRun } from '../e2e/run-vitest.ts'

/** A project of a user who has installed our packages; it goes with the test. */
export interface UserProject {
  /** Absolute. */
  readonly path: string
  readonly write: (files: Readonly<Record<string, string>>) => void
  readonly vitest: (args?: readonly string[], env?: Readonly<Record<string, string>>) => Promise<VitestRun>
  /** Runs the installed `watertight`. */
  readonly watertight: (...args: readonly string[]) => Promise<ProcessResult>
}

/** The configuration with nothing but our line. */
const CONFIG = `import { defineConfig } from 'vitest/config'
export default defineConfig({ test: { reporters: ['default', '@watertight/vitest'] } })
`

/** Makes a project below the installed packages: texts by relative path, and a configuration unless it brings its own. */
export function userProject(files: Readonly<Record<string, string>>): UserProject {
  const installed = inject('installed')
  const path = mkdtempSync(join(installed, 'project-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  const bin = join(installed, 'node_modules/.bin/watertight')
  const project: UserProject = {
    path,
    write: (texts) => writeFiles(path, texts),
    vitest: (args = [], env = {}) => runVitest({ cwd: path, args, env, node: process.execPath }),
    watertight: (...args) => runProcess({ command: bin, args, cwd: path }),
  }
  project.write({
    'package.json': '{ "private": true, "type": "module" }\n',
    'vitest.config.ts': CONFIG,
    ...files,
  })
  return project
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}
