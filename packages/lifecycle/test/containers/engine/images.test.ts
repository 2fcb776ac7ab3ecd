import { expect, test } from 'vitest'
import { readPullError, splitImageName } from '../../../src/containers/engine/images.ts'

test.each([
  ['postgres', 'postgres', 'latest'],
  ['postgres:18-alpine', 'postgres', '18-alpine'],
  ['localhost:5000/team/app', 'localhost:5000/team/app', 'latest'],
  ['localhost:5000/team/app:2', 'localhost:5000/team/app', '2'],
  ['app@sha256:abc', 'app', 'sha256:abc'],
  ['app:1@sha256:abc', 'app', 'sha256:abc'],
])('splits %s into name and tag', (image, fromImage, tag) => {
  expect(splitImageName(image)).toEqual({ fromImage, tag })
})

test('reads progress that arrives in pieces', async () => {
  const text = '{"status":"Downloading"}\n{"error":"toomanyrequests: slow down"}\n'
  const bytes = [...Buffer.from(text)].map((byte) => Buffer.of(byte))
  expect(await readPullError(arriving(bytes))).toBe('toomanyrequests: slow down')
})

test('finds no error in a pull that succeeds', async () => {
  expect(
    await readPullError(arriving([Buffer.from('{"status":"Status: Downloaded error-free"}\n')])),
  ).toBeNull()
})

async function* arriving(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk)
}
