import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeAtomically, writeReport } from '../../src/main/write-report.ts'
import { recordOf, reportOf } from '../records.ts'
import { tempFolder } from '../temp-folder.ts'

test('the report is JSON that reads back as it was, in a folder that is made for it', () => {
  const path = join(tempFolder(), 'deeply', 'nested', 'report.json')
  const report = reportOf([recordOf()])
  expect(writeReport(path, report)).toBeNull()
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(report)
})

test('it replaces the last one, and leaves no draft', () => {
  const folder = tempFolder()
  const path = join(folder, 'report.json')
  for (const text of ['old', 'new']) expect(writeAtomically(path, text)).toBeNull()
  expect(readFileSync(path, 'utf8')).toBe('new')
  expect(readdirSync(folder)).toEqual(['report.json'])
})

test('where it cannot be written, the last good one stays and the reason is told', () => {
  const folder = tempFolder()
  const path = join(folder, 'report.json')
  writeFileSync(path, 'last good one')
  // A draft that is a folder cannot be written over, whoever runs this.
  mkdirSync(`${path}.${process.pid}.tmp`)
  expect(writeAtomically(path, 'new')).toContain('EISDIR')
  expect(readFileSync(path, 'utf8')).toBe('last good one')
})

test('a path that is a folder is told, and the draft goes', () => {
  const folder = tempFolder()
  const path = join(folder, 'report.json')
  mkdirSync(join(path, 'full'), { recursive: true })
  expect(writeAtomically(path, 'new')).toMatch(/EISDIR|ENOTEMPTY|EPERM/)
  expect(readdirSync(folder)).toEqual(['report.json'])
})

test('a path below a file is told, and nothing is thrown', () => {
  const file = join(tempFolder(), 'file')
  writeFileSync(file, '')
  expect(writeAtomically(join(file, 'report.json'), 'new')).toMatch(/ENOTDIR|EEXIST/)
  expect(existsSync(file)).toBe(true)
})
