import { rmSync } from 'node:fs'
import { createProbe } from '@watertight/probe'
import type { Probe } from '@watertight/probe'
import { systemClock } from '../clock.ts'
import { lookUp } from '../processes/standing.ts'
import { clearRecord } from '../session/clear-session.ts'
import { parseRecord } from '../session/parse-record.ts'
import { readRecord, recordPath, removeUnfinished, takeRecord, writeRecord } from '../session/record-file.ts'
import type { SessionRecord } from '../session/record.ts'
import type { FullCharge } from './watchdog.ts'
import { systemKill } from '../processes/system-kill.ts'

/** Does what the owner of a session would have done. Takes the record from the disk or the pipe, whichever is newer. */
export async function reap(chargeText: string, recordText: string): Promise<void> {
  const charge = JSON.parse(chargeText) as FullCharge
  const probe = createProbe()
  await untilOwnerEnded(charge, probe)
  const taken = take(charge, probe)
  const piped = parseRecord(recordText)
  const record = newest([taken?.record, 'record' in piped ? piped.record : undefined])
  if (record === undefined) return
  const entries = await clearRecord(record, { probe, env: charge.env }, false, (left) =>
    keep(taken?.path, left),
  )
  for (const directory of charge.directories) removeUnfinished(directory, charge.session)
  const isFailed = entries.some(({ outcome }) => outcome === 'failed')
  if (taken !== null && !isFailed) rmSync(taken.path, { force: true })
}

const LONGEST_PAUSE_MS = 1_000

/**
 * The pipe closes a moment before its owner is gone, and also when somebody closes all descriptors of a process that
 * lives on: nothing of it may be touched then.
 */
async function untilOwnerEnded({ owner, isThread }: FullCharge, probe: Probe): Promise<void> {
  if (isThread) return
  const isOver = (): boolean => OVER.has(lookUp(owner, { probe, kill: systemKill }))
  for (let pauseMs = 1; !isOver(); pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    await systemClock.sleep(pauseMs)
  }
}

const OVER: ReadonlySet<string> = new Set(['gone', 'stranger'])

interface Taken {
  readonly path: string
  readonly record: SessionRecord | undefined
}

function take({ session, directories }: FullCharge, probe: Probe): Taken | null {
  const self = probe.readProcess(process.pid)?.identity
  if (self === undefined) return null
  for (const directory of directories) {
    const path = takeRecord(recordPath(directory, session), session, self)
    if (path === null) continue
    const parsed = readRecord(path)
    return { path, record: 'record' in parsed ? parsed.record : undefined }
  }
  return null
}

function newest(records: readonly (SessionRecord | undefined)[]): SessionRecord | undefined {
  const known = records.filter((record) => record !== undefined)
  return known.sort((one, other) => other.revision - one.revision)[0]
}

function keep(path: string | undefined, left: SessionRecord): void {
  if (path === undefined) return
  try {
    writeRecord(path, left)
  } catch {
    // The disk is full, or the folder is gone: the pipe has told what is to be done.
  }
}
