/** Who started a marked process: the worker, and the scope inside it. */
export interface Marker {
  readonly workerPid: number
  /** Number of the scope in that worker. */
  readonly scopeNumber: number
}

/**
 * Name of the environment variable by which the processes of one session are known; children inherit it.
 * `session` is 16 hexadecimal digits, so that no other session, user or program sets the same by chance.
 */
export function markerVariable(session: string): string {
  if (!/^[\da-f]{16}$/.test(session)) {
    throw new TypeError(`Expected \`session\` to be 16 hexadecimal digits, got \`${session}\`.`)
  }
  return `WATERTIGHT_SESSION_${session}`
}

/** A marker as the value of its variable: `<workerPid>.<scopeNumber>`. */
export function formatMarker({ workerPid, scopeNumber }: Marker): string {
  return `${workerPid}.${scopeNumber}`
}

/** Parses the value of a marker's variable; `null` for anything that `formatMarker` does not write. */
export function parseMarkerValue(value: string): Marker | null {
  const match = /^([1-9]\d{0,9})\.(0|[1-9]\d{0,14})$/.exec(value)
  return match === null ? null : { workerPid: Number(match[1]), scopeNumber: Number(match[2]) }
}
