import { renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import type { Finding } from '@watertight/findings'

/** What a worker finds after its last file, when Vitest 4 and 5 no longer answer it. */
export interface LateVerdict {
  /** Id of the file task that the findings go to. */
  readonly fileId: string
  readonly findings: readonly Finding[]
}

/** Identifies this worker among those of one run. */
export function workerKey(): string {
  return `${process.pid}-${threadId}`
}

/** Where a worker of a run leaves its late verdict. */
export function lateVerdictPath(session: string, key: string): string {
  return join(tmpdir(), `watertight-${session}-${key}.json`)
}

/** Leaves it whole or not at all: the main process waits for the name to appear. */
export function leaveLateVerdict(session: string, verdict: LateVerdict): void {
  const path = lateVerdictPath(session, workerKey())
  writeFileSync(`${path}.tmp`, JSON.stringify(verdict), { mode: 0o600, flag: 'wx' })
  renameSync(`${path}.tmp`, path)
}
