import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Ajv from 'ajv-draft-04'
import formats from 'ajv-formats'

/** The parts of a SARIF log that tests look at. */
export interface Log {
  readonly runs: readonly [Run]
}

interface Run {
  readonly tool: {
    readonly driver: { readonly rules: readonly { readonly id: string; readonly help: Text }[] }
  }
  readonly originalUriBaseIds?: Readonly<Record<string, { readonly uri: string }>>
  readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly { message: Text }[] }]
  readonly results: readonly Result[]
}

interface Text {
  readonly text: string
}

export interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: Text
  readonly locations: readonly Location[]
  readonly codeFlows?: readonly { threadFlows: readonly { locations: readonly { location: Location }[] }[] }[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly suppressions?: readonly unknown[]
}

export interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string }
    readonly region?: { readonly startLine: number; readonly startColumn?: number }
  }
  readonly message?: Text
}

/** Holds a log to the schema of SARIF 2.1.0 that its editors publish, and reads it. Throws what is wrong. */
export function readSarif(text: string): Log {
  const log: unknown = JSON.parse(text)
  if (!validate(log)) throw new Error(JSON.stringify(validate.errors?.slice(0, 3), null, 1))
  return log as Log
}

const require = createRequire(import.meta.url)
const path = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
const schema = JSON.parse(readFileSync(path, 'utf8')) as object
// One pattern of the published schema has a bracket too many, which expressions with the flag `u` refuse.
const validate = formats.default(new Ajv.default({ strict: false, unicodeRegExp: false })).compile(schema)
