import { readFileSync } from 'node:fs'
import { mergeReports, printable, REPORT_SCHEMA, REPORT_VERSION, sayReceived } from '@watertight/findings'
import type { Report, Reports } from '@watertight/findings'
import { UsageError } from '../usage-error.ts'
import { parseJson } from './parse-json.ts'
import { firstViolation } from './violation.ts'

/** Reads a report and holds it to its schema. Throws a `UsageError` that names the file, the place and what was expected there. */
export function readReport(path: string): Report {
  const name = `\`${printable(path, NAME_LENGTH)}\``
  const value = parseJson(readText(path, name), name)
  refuseForeign(value, name)
  const violation = firstViolation(value)
  if (violation !== null) throw new UsageError(`Expected ${name} ${violation}.${sayWriter(value)}`)
  return value as unknown as Report
}

/** Reads one or several reports; several become one. */
export function readReports(paths: readonly [string, ...string[]]): Report {
  return mergeReports(paths.map(readReport) as unknown as Reports)
}

const NAME_LENGTH = 200

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const why = FAILURES[code ?? ''] ?? `it could not be read: ${message}`
    throw new UsageError(`Expected ${name} to be a report of Watertight, but ${why}.`, { cause })
  }
}

const FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file: run the tests first, with the reporter `@watertight/vitest`',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read (EACCES)',
}

type Identified = Readonly<Record<string, unknown>>

/** What is no report, or one of another version, has too little to do with the schema to be held to it. */
function refuseForeign(value: unknown, name: string): asserts value is Identified {
  const $schema = isObject(value) ? value.$schema : undefined
  if (!isObject(value) || typeof $schema !== 'string' || !$schema.startsWith(FAMILY)) {
    throw new UsageError(
      `Expected ${name} to be a report of Watertight, with \`$schema\` "${REPORT_SCHEMA}", got ${sayForeign(value)}.`,
    )
  }
  if (value.version === REPORT_VERSION && $schema === REPORT_SCHEMA) return
  throw new UsageError(
    `Expected ${name} to have \`version\` ${REPORT_VERSION}, got ${sayReceived(value.version)}.${sayWriter(value)}`,
  )
}

const FAMILY = 'urn:watertight:report:'

function sayForeign(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (!isObject(value)) return sayReceived(value)
  return '$schema' in value ? sayReceived(value.$schema) : 'an object without it'
}

/** Only a report of another version of ours should get here: who wrote it tells which of the two to update. */
function sayWriter({ tool }: Identified): string {
  if (!isObject(tool) || typeof tool.name !== 'string' || typeof tool.version !== 'string') return ''
  const writer = printable(`${tool.name} ${tool.version}`, NAME_LENGTH)
  return ` It was written by ${writer}; this command reads reports of version ${REPORT_VERSION}.`
}

function isObject(value: unknown): value is Identified {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
