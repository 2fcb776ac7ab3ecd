import { join } from 'node:path'
import { runProcess } from '../../../reporter/test/e2e/run-process.ts'
import type { Configuration } from './configurations.ts'

/** What a linter said of some files: the lines that were flagged, as `leaky.js:12 require-release`. */
export interface LintRun {
  readonly exitCode: number
  readonly findings: readonly string[]
}

interface EslintFile {
  readonly filePath: string
  readonly messages: readonly {
    readonly line: number
    readonly ruleId: string | null
    readonly message: string
  }[]
}

interface OxlintReport {
  readonly diagnostics: readonly {
    readonly filename: string
    readonly code?: string
    readonly message: string
    readonly labels: readonly { readonly span: { readonly line: number } }[]
  }[]
}

/** Runs the linter's own binary over files of a project, warnings included. */
export async function runLinter(
  project: string,
  { linter, env, args = [] }: Configuration,
  files: readonly string[],
): Promise<LintRun> {
  const bin = join(project, '..', 'node_modules', '.bin', linter.split(' ')[0] ?? '')
  const command = [bin, '--format=json', ...args, ...files]
  const run = await runProcess({
    command: process.execPath,
    args: command,
    cwd: project,
    ...(env && { env }),
  })
  if (!/^[[{]/.test(run.stdout)) throw new Error(`${command.join(' ')}\n${run.stdout}${run.stderr}`)
  const report: unknown = JSON.parse(run.stdout)
  const findings = linter === 'oxlint' ? ofOxlint(report as OxlintReport) : ofEslint(report as EslintFile[])
  return { exitCode: run.exitCode, findings: findings.toSorted() }
}

function ofEslint(files: readonly EslintFile[]): string[] {
  return files.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) =>
      say(filePath, line, ruleId?.replace('watertight/', ''), message),
    ),
  )
}

function ofOxlint({ diagnostics }: OxlintReport): string[] {
  return diagnostics.map(({ filename, code, message, labels }) =>
    say(filename, labels[0]?.span.line ?? 0, /^watertight\((.*)\)$/.exec(code ?? '')?.[1], message),
  )
}

// A finding that is not ours is a failure of the set-up, and its message says which.
function say(path: string, line: number, rule: string | undefined, message: string): string {
  return `${path.split('/').at(-1) ?? ''}:${line} ${rule ?? message}`
}
