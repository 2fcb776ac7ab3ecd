import { expect, test } from 'vitest'
import { readLogFrames } from '../../../src/containers/engine/log-frames.ts'
import { frame } from '../fake-engine.ts'

test('takes frames apart however they arrive', async () => {
  const bytes = Buffer.concat([frame(1, 'out\n'), frame(2, 'err\n'), frame(1, ''), frame(1, 'end')])
  const whole = await pieces([bytes])
  expect(whole).toEqual(['stdout:out\n', 'stderr:err\n', 'stdout:', 'stdout:end'])
  expect(await pieces([...bytes].map((byte) => Buffer.of(byte)))).toEqual(whole)
})

test('joins a character that two frames share', async () => {
  const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)]
  const header = Buffer.from([1, 0, 0, 0, 0, 0, 0, 1])
  expect((await pieces([header, first, header, second])).join('')).toBe('stdout:stdout:é')
})

test('passes on what has no frames', async () => {
  expect(await pieces([Buffer.from('plain text\n')])).toEqual(['stdout:plain text\n'])
})

async function pieces(chunks: readonly Buffer[]): Promise<string[]> {
  const found: string[] = []
  for await (const { stream, text } of readLogFrames(arriving(chunks))) found.push(`${stream}:${text}`)
  return found
}

async function* arriving(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk)
}
