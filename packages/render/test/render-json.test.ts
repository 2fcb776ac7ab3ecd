import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Report } from '@watertight/findings'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { renderJson } from '../src/index.ts'
import { HOSTILE, hostileReport } from './hostile.ts'
import { mixedReport } from './samples.ts'

const path = createRequire(import.meta.url).resolve('@watertight/findings/report.schema.json')
const schema = JSON.parse(readFileSync(path, 'utf8')) as object
const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(schema)

test('the report is read as it was, and has the shape of all reports', () => {
  expectSame(mixedReport())
})

test.each(HOSTILE)('so it is when its names are %s', (_what, text) => {
  expectSame(hostileReport(text))
})

function expectSame(report: Report): void {
  const text = renderJson(report)
  validate(JSON.parse(text))
  expect(validate.errors).toBeNull()
  expect(JSON.parse(text)).toEqual(report)
  expect(text).not.toMatch(/\p{Cs}/u)
}
