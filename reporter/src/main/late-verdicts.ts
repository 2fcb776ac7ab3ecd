import { existsSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Unchecked } from '@watertight/findings'
import { META_KEY } from '../worker/file-record.ts'
import { lateVerdictPath } from '../worker/late-verdict.ts'
import type { LateVerdict } from '../worker/late-verdict.ts'
import { failTask } from '../worker/verdict.ts'
import { recordOf } from './collect.ts'
import type { TestModuleLike } from './vitest-types.ts'

/** How long the teardown of worker fixtures may take before the run is said to be over without them, in ms. */
const PATIENCE_MS = 5_000
const POLL_MS = 20

/**
 * Waits for the verdicts of workers that used worker fixtures, and adds them to their last files, which fail.
 * Answers what could not be checked. Takes no time where there were no worker fixtures.
 */
export async function addLateVerdicts(
  modules: readonly TestModuleLike[],
  session: string,
  root: string,
): Promise<Unchecked[]> {
  const keys = new Set(modules.flatMap((module) => recordOf(module)?.endsLater ?? []))
  const unchecked: Unchecked[] = []
  const deadline = performance.now() + PATIENCE_MS
  for (const key of keys) {
    const path = lateVerdictPath(session, key)
    while (!existsSync(path) && performance.now() < deadline) await sleep(POLL_MS)
    if (existsSync(path)) addVerdict(path, modules, root)
    else
      unchecked.push({
        what: 'worker fixtures',
        where: `worker ${key}`,
        why: 'their teardown had not finished when the run ended',
      })
  }
  return unchecked
}

/** What blobs cannot carry: they are written before workers end. The shard that ran them has judged them. */
export function lostVerdicts(modules: readonly TestModuleLike[]): Unchecked[] {
  const files = modules.filter((module) => recordOf(module)?.endsLater !== undefined)
  const why = 'no blob carries their verdict: it is in the report of the shard that ran them'
  return files.map(({ task }) => ({ what: 'worker fixtures', where: task.name, why }))
}

function addVerdict(path: string, modules: readonly TestModuleLike[], root: string): void {
  const { fileId, findings } = JSON.parse(readFileSync(path, 'utf8')) as LateVerdict
  rmSync(path, { force: true })
  const module = modules.find(({ task }) => task.id === fileId)
  const record = module && recordOf(module)
  if (module === undefined || record === undefined || findings.length === 0) return
  const failing = findings.filter(({ level }) => level === 'fail')
  for (const finding of failing) failTask(module.task, finding, root)
  // Vitest has counted its failures by now.
  if (failing.length > 0) process.exitCode = 1
  const report = { ...record.report, findings: [...record.report.findings, ...findings] }
  module.task.meta[META_KEY] = { ...record, report }
}
