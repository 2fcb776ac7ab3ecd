import { createRequire } from 'node:module'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { printable, sayReceived } from '@watertight/findings'

/** Where a value first departs from the report's schema, as the rest of a sentence, or `null` where it does not. */
export function firstViolation(value: unknown): string | null {
  if (validate(value)) return null
  return sayError(deepest(validate.errors ?? []), value)
}

// Compiled once: that takes longer than to validate with it.
const validate = compile()

function compile(): ValidateFunction {
  const require = createRequire(import.meta.url)
  const schema = require('@watertight/findings/report.schema.json') as object
  return new Ajv2020({ formats: { 'date-time': isDate } }).compile(schema)
}

function isDate(text: string): boolean {
  return !Number.isNaN(Date.parse(text))
}

/** Of the errors about alternatives the one that got furthest: the others say only that it should have been `null`. */
function deepest(errors: readonly ErrorObject[]): ErrorObject | undefined {
  return errors.toSorted((a, b) => depth(b) - depth(a))[0]
}

function depth({ instancePath }: ErrorObject): number {
  return instancePath.split('/').length
}

function sayError(error: ErrorObject | undefined, value: unknown): string {
  if (error === undefined) return 'to be a report'
  const { keyword, params, instancePath, propertyName } = error
  const { missingProperty, additionalProperty } = params as Readonly<Record<string, unknown>>
  const names = [missingProperty, additionalProperty, propertyName].filter((name) => typeof name === 'string')
  const steps = [...stepsOf(instancePath), ...names]
  if (propertyName !== undefined) return `to have no such name as \`${sayPath(steps)}\``
  const what = EXPECTATIONS[keyword]?.(params) ?? `what its schema says (${error.message ?? keyword})`
  return `to have ${what} at \`${sayPath(steps)}\`, got ${sayReceived(valueAt(value, steps))}`
}

type Say = (params: Readonly<Record<string, unknown>>) => string

const EXPECTATIONS: Readonly<Record<string, Say>> = {
  type: ({ type }) => `the type ${[type].flat().join(' or ')}`,
  required: () => 'a value',
  additionalProperties: () => 'no field',
  enum: ({ allowedValues }) => sayAllowed(allowedValues),
  const: ({ allowedValue }) => JSON.stringify(allowedValue),
  minimum: ({ limit }) => `a number of at least ${String(limit)}`,
  maximum: ({ limit }) => `a number of at most ${String(limit)}`,
  pattern: ({ pattern }) => `a text like /${String(pattern)}/`,
  format: () => 'a date (ISO 8601)',
}

function sayAllowed(values: unknown): string {
  const words = Array.isArray(values) ? values.map((value) => `\`${String(value)}\``) : []
  return words.length > MOST_WORDS ? 'one of the names that the schema lists' : words.join(' or ')
}

const MOST_WORDS = 6

/** The steps of a JSON pointer (RFC 6901). */
function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** `files[3].tests[0].state`. */
function sayPath(steps: readonly string[]): string {
  const path = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('')
  return printable(path.replace(/^\./, ''), PATH_LENGTH)
}

const PATH_LENGTH = 200

function valueAt(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  )
}
