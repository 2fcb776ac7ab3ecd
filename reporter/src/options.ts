import { KINDS } from '@watertight/findings'
import type { Kind, Level } from '@watertight/findings'
import { type AllowEntry, allowList, type AllowOption } from './options/allow.ts'
import {
  type Check,
  filePath,
  filePathOrFalse,
  environmentFlag,
  environmentWord,
  knownFields,
  nonNegativeInteger,
  oneOf,
  positiveNumber,
  trueOrFalse,
} from './options/check.ts'
import { refuseUnknown, unexpected } from './options/error.ts'

export { allowEntry, matchAllow } from './options/allow.ts'
export type { AllowEntry } from './options/allow.ts'
export { OptionsError } from './options/error.ts'

/** What a user may set; everything has a default. */
export interface WatertightOptions {
  /** `owner`: a resource belongs to the scope that releases it. `test`: all is back when the test ends. Default `owner`. */
  readonly scope?: 'owner' | 'test'
  /** Levels of kinds that differ from their defaults. */
  readonly kinds?: Readonly<Partial<Record<Kind, Level>>>
  /** How long closing may take after the end of a scope, in ms. Default 300; paid only where something is still open. */
  readonly settleMs?: number
  readonly memory?: {
    /** Growth of a test's memory that is looked into, in MB. Default 32. */
    readonly toleranceMb?: number
  }
  /** How many held resources of one origin a suite may pile up. Default 100. */
  readonly maxHeld?: number
  /** Leaks that are meant. */
  readonly allow?: readonly AllowOption[]
  /** Path of the file of known leaks, relative to the root. */
  readonly baseline?: string
  /** Path of the report, relative to the root, or `false` for none. Default `.watertight/report.json`. */
  readonly report?: string | false
  /** Whether leaked processes are ended at the end of the run. Default true. */
  readonly reap?: boolean
}

/** Options with their defaults and the environment's wishes, as JSON. */
export interface ResolvedOptions {
  readonly scope: 'owner' | 'test'
  /** Only the levels that the user set. */
  readonly kinds: Readonly<Partial<Record<Kind, Level>>>
  readonly settleMs: number
  readonly memory: { readonly toleranceMb: number }
  readonly maxHeld: number
  readonly allow: readonly AllowEntry[]
  readonly baseline?: string
  readonly report: string | false
  readonly reap: boolean
  /** From `WATERTIGHT`: `off` looks at nothing, `warn` fails nothing, `fail` fails what would only warn; `configured` when unset. */
  readonly mode: 'off' | 'warn' | 'fail' | 'configured'
  /** From `WATERTIGHT_UPDATE`: the baseline is written anew. */
  readonly update: boolean
  /** From `WATERTIGHT_PORTABLE`: procfs is left aside where it exists, so that the other path can be tested. */
  readonly portable: boolean
}

/** Checks what a user wrote and fills in the rest. Throws an `OptionsError` for what it does not know or understand. */
export function resolveOptions(input: unknown, env: NodeJS.ProcessEnv): ResolvedOptions {
  if (input !== undefined && (typeof input !== 'object' || input === null || Array.isArray(input))) {
    throw unexpected('options', 'an object', input)
  }
  const given = Object.entries(input ?? {}).filter(([, value]) => value !== undefined)
  refuseUnknown(Object.keys(input ?? {}), Object.keys(CHECKS), 'option')
  const checked = given.map(
    ([name, value]) => [name, CHECKS[name as keyof WatertightOptions](value, name)] as const,
  )
  return { ...DEFAULTS, ...Object.fromEntries(checked), ...fromEnvironment(env) }
}

const DEFAULT_TOLERANCE_MB = 32

const DEFAULTS = {
  scope: 'owner',
  kinds: {},
  settleMs: 300,
  memory: { toleranceMb: DEFAULT_TOLERANCE_MB },
  maxHeld: 100,
  allow: [],
  report: '.watertight/report.json',
  reap: true,
} as const satisfies Omit<ResolvedOptions, 'mode' | 'update' | 'portable'>

const CHECKS: { readonly [K in keyof WatertightOptions]-?: Check<NonNullable<ResolvedOptions[K]>> } = {
  scope: oneOf('owner', 'test'),
  kinds: (value, name) => {
    const fields = knownFields(value, name, Object.keys(KINDS), 'kind')
    return Object.fromEntries(
      [...fields].map(([kind, level]) => [kind, checkLevel(level, `${name}.${kind}`)]),
    )
  },
  settleMs: nonNegativeInteger,
  memory: (value, name) => {
    const fields = knownFields(value, name, ['toleranceMb'])
    return {
      toleranceMb: positiveNumber(fields.get('toleranceMb') ?? DEFAULT_TOLERANCE_MB, `${name}.toleranceMb`),
    }
  },
  maxHeld: nonNegativeInteger,
  allow: allowList,
  baseline: filePath,
  report: filePathOrFalse,
  reap: trueOrFalse,
}

const checkLevel = oneOf('fail', 'warn', 'off')

function fromEnvironment(env: NodeJS.ProcessEnv): Pick<ResolvedOptions, 'mode' | 'update' | 'portable'> {
  return {
    mode: environmentWord(env, 'WATERTIGHT', ['off', 'warn', 'fail'], 'configured'),
    update: environmentFlag(env, 'WATERTIGHT_UPDATE'),
    portable: environmentFlag(env, 'WATERTIGHT_PORTABLE'),
  }
}
