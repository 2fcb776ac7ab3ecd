/**
 * What a session record keeps of a container, as plain JSON: enough to release it from another process, also when
 * it was adopted and carries no label of ours.
 */
export interface ContainerRecord {
  /** 64 hexadecimal digits, which no other container ever gets. */
  readonly id: string
  readonly name: string
  readonly image: string
  /** Where its engine answers, as DOCKER_HOST writes it. */
  readonly engine: string
  /** Seconds since the epoch, by the engine's clock. */
  readonly createdAt: number
  /** The tool that started it when that was not us. */
  readonly adoptedFrom: string | null
  readonly graceMs: number
}

/** Whether a value that was read from a file is such a record. */
export function isContainerRecord(value: unknown): value is ContainerRecord {
  if (typeof value !== 'object' || value === null) return false
  const fields = value as Record<string, unknown>
  return Object.entries(FIELDS).every(([name, isMet]) => isMet(fields[name]))
}

const FIELDS: Readonly<Record<keyof ContainerRecord, (value: unknown) => boolean>> = {
  id: (value) => typeof value === 'string' && /^[\da-f]{64}$/.test(value),
  name: isText,
  image: isText,
  engine: isText,
  createdAt: Number.isFinite,
  adoptedFrom: (value) => value === null || isText(value),
  graceMs: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}
