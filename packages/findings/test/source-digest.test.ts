import { expect, test } from 'vitest'
import { sourceDigest } from '../src/index.ts'

const source = "import { Pool } from 'pg'\n\n  const pool = new Pool()\n"

test('is twelve hexadecimal digits of the line and of the file', () => {
  expect(sourceDigest(source, 3)).toEqual({
    line: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
    file: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
  })
})

test('a line that moved or was indented keeps its digest, the file does not', () => {
  const moved = sourceDigest(`// new\n${source.replace('  const', '\tconst')}`, 4)
  expect(moved?.line).toBe(sourceDigest(source, 3)?.line)
  expect(moved?.file).not.toBe(sourceDigest(source, 3)?.file)
})

test('another line has another digest', () => {
  expect(sourceDigest(source, 1)?.line).not.toBe(sourceDigest(source, 3)?.line)
})

test('a byte order mark and the line ends of Windows make no difference', () => {
  const windows = `\uFEFF${source.replaceAll('\n', '\r\n')}`
  expect(sourceDigest(windows, 3)).toEqual(sourceDigest(source, 3))
})

test('a line that the file does not have has none', () => {
  expect(sourceDigest(source, 40)).toBeUndefined()
})
