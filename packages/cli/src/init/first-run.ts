import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Report } from '@watertight/findings'
import { GATE_ARGS } from './ci/gate-command.ts'
import type { Project } from './project/project.ts'
import { runCommand } from './run-command.ts'
import { configArguments } from './vitest/plan-vitest.ts'

/** How the suite fared when it was first run under watch. */
export interface FirstRun {
  readonly exitCode: number
  /** Leaks that fail; absent where no report was written. */
  readonly leaks?: number
  /** Tests that were looked at. */
  readonly checkedTests?: number
}

/** Runs the suite once, and reads its report. */
export async function runSuite(project: Project): Promise<FirstRun> {
  const { manager, root } = project
  const file = join(root, REPORT)
  // So that an old report is not taken for one of this run.
  rmSync(file, { force: true })
  const exitCode = await runCommand([...manager.exec, 'vitest', 'run', ...configArguments(project)], root)
  if (!existsSync(file)) return { exitCode }
  const { summary } = JSON.parse(readFileSync(file, 'utf8')) as Report
  const leaks = Object.values(summary.failing).reduce((sum, count) => sum + count, 0)
  return { exitCode, leaks, checkedTests: summary.checkedTests }
}

/** Records what the last run leaked as known, with the gate itself; returns its exit code. */
export function recordBaseline({ root }: Project): Promise<number> {
  return runCommand([process.execPath, BIN, ...GATE_ARGS, '--update'], root)
}

const REPORT = '.watertight/report.json'
const BIN = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../bin.ts' : '../bin.js', import.meta.url),
)
