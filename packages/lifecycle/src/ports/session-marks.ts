import { readFileSync } from 'node:fs'
import { markerVariable, parseMarkerValue } from '@watertight/probe'

/** A session's mark as a process carries it in its environment. */
export interface SessionMark {
  readonly session: string
  readonly value: string
  /** Pid of the process that started it. */
  readonly ownerPid: number
}

const PREFIX = 'WATERTIGHT_SESSION_'

/** The marks of a process, by `/proc/<pid>/environ`; none where that cannot be read. */
export function readSessionMarks(pid: number): SessionMark[] {
  try {
    return parseSessionMarks(readFileSync(`/proc/${pid}/environ`, 'utf8'))
  } catch {
    // It has ended, is another user's, or there is no procfs.
    return []
  }
}

/** The marks in the text of an environment. */
export function parseSessionMarks(environ: string): SessionMark[] {
  return environ.split('\0').flatMap((entry) => {
    const [, session = '', value = ''] = /^WATERTIGHT_SESSION_([\da-f]{16})=(.*)$/.exec(entry) ?? []
    const marker = parseMarkerValue(value)
    const isOurs = entry.startsWith(PREFIX) && marker !== null && entry.startsWith(markerVariable(session))
    return isOurs ? [{ session, value, ownerPid: marker.workerPid }] : []
  })
}
