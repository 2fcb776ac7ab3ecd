import { expect, test } from 'vitest'
import { isContainerRecord } from '../../src/containers/index.ts'
import type { ContainerRecord } from '../../src/containers/index.ts'
import { idOf } from './fake-engine.ts'

const record: ContainerRecord = {
  id: idOf('a'),
  name: 'n',
  image: 'i',
  engine: 'unix:///var/run/docker.sock',
  createdAt: 1795193125,
  adoptedFrom: null,
  graceMs: 5_000,
}

test('knows a record again that was written as JSON', () => {
  expect(isContainerRecord(JSON.parse(JSON.stringify(record)))).toBe(true)
  expect(isContainerRecord({ ...record, adoptedFrom: 'compose' })).toBe(true)
})

test.each([
  ...Object.keys(record).map((name) => ({ ...record, [name]: undefined })),
  { ...record, id: 'a' },
  { ...record, id: `${idOf('a')}?force=true` },
  { ...record, graceMs: -1 },
  null,
  'text',
])('does not take %o for one', (value) => {
  expect(isContainerRecord(value)).toBe(false)
})
