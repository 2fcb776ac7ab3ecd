import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { KINDS, type Report } from '../src/index.ts'
import { fullReport, smallReport, unsampledReport } from './reports.ts'

interface Schema {
  readonly $ref?: string
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly $defs: { readonly kind: { readonly enum: readonly string[] } }
}

const schema = JSON.parse(
  readFileSync(new URL('../schema/report.schema.json', import.meta.url), 'utf8'),
) as Schema
// Formats are annotations in 2020-12, and the package that checks them is one more to install.
const validate = new Ajv2020({ allErrors: true, formats: { 'date-time': true } }).compile(schema)

test('knows every kind, and no other', () => {
  expect([...schema.$defs.kind.enum].sort()).toEqual(Object.keys(KINDS).sort())
})

test.each<[string, Report]>([
  ['has every field', fullReport],
  ['has required fields only', smallReport],
  ['has tests that were not sampled', unsampledReport],
])('accepts a report that %s', (_what, report) => {
  expect(errorsOf(report)).toEqual([])
})

test('requires every field of a command that was run, of a confirmation and of a digest', () => {
  const paths = pathsOf(fullReport).filter(isInsideOptional)
  expect(paths.filter((path) => errorsOf(without(fullReport, path)).length === 0)).toEqual([])
})

test('accepts a command that a signal ended, and one that exited', () => {
  const { command } = fullReport
  const ended = [
    { exitCode: null, signal: 'SIGTERM' },
    { exitCode: 3, signal: null },
  ]
  expect(ended.flatMap((end) => errorsOf({ ...fullReport, command: { ...command, ...end } }))).toEqual([])
})

test('requires every field that is not optional', () => {
  const missing = pathsOf(smallReport).filter((path) => errorsOf(without(smallReport, path)).length === 0)
  // Some of its findings have a place, so that the fields of places are tried too.
  expect(missing.filter((path) => path.at(-1) !== 'place')).toEqual([])
})

test('leaves out whatever is optional', () => {
  const small = new Set(pathsOf(smallReport).map(plain))
  const optional = pathsOf(fullReport).filter((path) => !small.has(plain(path)) && !isInsideOptional(path))
  expect(optional.filter((path) => errorsOf(without(fullReport, path)).length > 0)).toEqual([])
})

test('describes no field that the types do not have', () => {
  const typed = new Set(pathsOf(fullReport).map(plain))
  expect(describedPaths(schema, '').filter((path) => !typed.has(path))).toEqual([])
})

test('refuses a field that nobody described', () => {
  expect(errorsOf({ ...smallReport, extra: 1 })).toEqual(['/ must NOT have additional properties'])
})

test('refuses a kind that does not exist', () => {
  const { summary } = smallReport
  expect(errorsOf({ ...smallReport, summary: { ...summary, failing: { sever: 1 } } })).not.toEqual([])
})

/** An object may be left out, but not half of it. */
function isInsideOptional(path: Path): boolean {
  return path.slice(0, -1).includes('command') || HALVES.has(path.at(-2) ?? '')
}

const HALVES = new Set<string | number>(['confirmation', 'digest'])

function errorsOf(report: unknown): string[] {
  validate(report)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`)
}

type Path = readonly (string | number)[]

/** Every field of a report; the counts by kind are data, not fields. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return []
  const isData = path.at(-1) === 'failing' || path.at(-1) === 'warning'
  return isData
    ? []
    : Object.entries(value).flatMap(([key, child]) => {
        const next = [...path, Array.isArray(value) ? Number(key) : key]
        return [...(Array.isArray(value) ? [] : [next]), ...pathsOf(child, next)]
      })
}

function plain(path: Path): string {
  return path.map((part) => (typeof part === 'number' ? '[]' : part)).join('.')
}

function without(report: Report, path: Path): unknown {
  const copy: unknown = structuredClone(report)
  const parent = path.slice(0, -1).reduce<unknown>((value, key) => Reflect.get(value as object, key), copy)
  Reflect.deleteProperty(parent as object, path.at(-1) ?? '')
  return copy
}

function describedPaths(part: Schema, path: string): string[] {
  const resolved = resolve(part)
  if (resolved.items) return describedPaths(resolved.items, `${path}.[]`)
  return Object.entries(resolved.properties ?? {}).flatMap(([key, child]) => {
    const next = path === '' ? key : `${path}.${key}`
    return [next, ...describedPaths(child, next)]
  })
}

function resolve(part: Schema): Schema {
  const name = (part.anyOf?.[0] ?? part).$ref?.replace('#/$defs/', '')
  return name === undefined ? part : ((schema.$defs as unknown as Record<string, Schema>)[name] ?? part)
}
