import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { afterEach, expect, test, vi } from 'vitest'
import { createProbe } from '../src/index.ts'

const PATCHED = [
  'accessSync',
  'fstatSync',
  'openSync',
  'readFileSync',
  'readdirSync',
  'readlinkSync',
  'statSync',
] as const

afterEach(() => {
  vi.restoreAllMocks()
  syncBuiltinESMExports()
})

test.each([
  ['procfs', {}],
  ['the portable path', { portable: true }],
])('is neither blinded nor recorded on %s by a test that patches fs', (_, options) => {
  const probe = createProbe(options)
  const before = { count: probe.countDescriptors(), rest: look(probe) }
  const spies = PATCHED.map((name) =>
    vi.spyOn(fs, name).mockImplementation(() => {
      throw new Error(`${name} was patched by a test.`)
    }),
  )
  syncBuiltinESMExports()
  const after = { count: probe.countDescriptors(), rest: look(probe) }
  expect(spies.flatMap(({ mock }) => mock.calls)).toEqual([])
  expect(after).toEqual(before)
})

function look(probe = createProbe()) {
  return {
    name: probe.name,
    descriptors: probe.listDescriptors(),
    identity: probe.readProcess(process.pid)?.identity,
    children: probe.listChildren(process.pid),
    marked: probe.findMarked('WATERTIGHT_SESSION_0000000000000000').processes,
  }
}
