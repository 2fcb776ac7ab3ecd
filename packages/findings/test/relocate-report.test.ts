import { expect, test } from 'vitest'
import { relocateReport } from '../src/index.ts'
import type { Report } from '../src/index.ts'
import { fullReport } from './reports.ts'

const files = fullReport.files.map(({ command: _command, ...file }) => file)
const { command, ...rest } = fullReport
const report: Report = { ...rest, files }

test('paths begin at the new root, which lies above the old one', () => {
  const moved = relocateReport(report, '/home/ada')
  expect(moved.environment.root).toBe('/home/ada')
  const [file] = moved.files
  const [finding] = file?.tests[0]?.findings ?? []
  expect({ path: file?.path, owner: finding?.owner.file, place: finding?.place?.file }).toEqual({
    path: 'shop/test/api.test.ts',
    owner: 'shop/test/api.test.ts',
    place: 'shop/test/api.test.ts',
  })
  expect(finding?.stack[0]?.file).toBe('shop/test/api.test.ts')
  expect(moved.workers[0]?.files).toEqual(['shop/test/api.test.ts'])
  expect([moved.trends[0]?.file, moved.slowTeardowns[0]?.file]).toEqual([
    'shop/test/api.test.ts',
    'shop/test/api.test.ts',
  ])
})

test.each(['/home/ada/shop', '/home/eve', '/home/ada/sho'])('nothing is moved to %s', (root) => {
  expect(relocateReport(report, root)).toBe(report)
})

test('what lies beside the old root is named without a way back', () => {
  const [finding] = files[0]?.findings ?? []
  if (!finding) throw new Error('the sample has lost its finding')
  const place = { file: '../kit/open.ts', line: 1, column: 1 }
  const moved = relocateReport(
    { ...report, files: files.map((file) => ({ ...file, findings: [{ ...finding, place }] })) },
    '/home/ada',
  )
  expect(moved.files[0]?.findings[0]?.place?.file).toBe('kit/open.ts')
})

test('absolute paths, and those of the runtime, stay', () => {
  const [finding] = files[0]?.findings ?? []
  if (!finding) throw new Error('the sample has lost its finding')
  const frames = ['/usr/lib/x.js', 'C:/x.js', 'node:net'].map((file) => ({ file, line: 1, column: 1 }))
  const moved = relocateReport(
    { ...report, files: files.map((file) => ({ ...file, findings: [{ ...finding, stack: frames }] })) },
    '/home/ada',
  )
  expect(moved.files[0]?.findings[0]?.stack).toEqual(frames)
})

test('a command line is no path', () => {
  const ofCommand = {
    ...report,
    command,
    files: files.map((file) => ({ ...file, path: command.line })),
    workers: report.workers.map((worker) => ({ ...worker, files: [command.line] })),
  }
  const moved = relocateReport(ofCommand, '/home/ada')
  expect(moved.files[0]?.path).toBe(command.line)
  expect(moved.workers[0]?.files).toEqual([command.line])
})
