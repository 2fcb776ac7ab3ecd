import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readHost } from '../../src/containers/index.ts'

test('knows the same host again', () => {
  expect(readHost()).toEqual(readHost())
  expect(readHost().machine).toMatch(/^[\da-f]{16}$/)
})

test.runIf(process.platform === 'linux')('tells the pid namespace', () => {
  expect(readHost().pidNamespace).toMatch(/^\d+$/)
})

test('tells containers of one image apart by their names, and machines of one name by their ids', () => {
  const [one, other] = [recordHost('id-1', 'pid:[7]'), recordHost('id-2', 'pid:[8]')]
  const hosts = [
    readHost({ ...one, name: 'a' }),
    readHost({ ...one, name: 'b' }),
    readHost({ ...other, name: 'a' }),
  ]
  expect(new Set(hosts.map(({ machine }) => machine)).size).toBe(3)
  expect(hosts.map(({ pidNamespace }) => pidNamespace)).toEqual(['7', '7', '8'])
})

test('does not publish the id of the machine, which is confidential', () => {
  expect(readHost(recordHost('0123456789abcdef0123456789abcdef', 'pid:[7]')).machine).not.toMatch(/^01234567/)
})

test('does without what cannot be read', () => {
  const nowhere = { procRoot: '/nowhere', machineIdPath: '/nowhere', name: 'a' }
  expect(readHost(nowhere)).toMatchObject({ pidNamespace: '' })
  expect(readHost(nowhere).machine).toHaveLength(16)
})

function recordHost(machineId: string, namespace: string): { procRoot: string; machineIdPath: string } {
  const folder = mkdtempSync(join(tmpdir(), 'watertight-host-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'self/ns'), { recursive: true })
  symlinkSync(namespace, join(folder, 'self/ns/pid'))
  writeFileSync(join(folder, 'machine-id'), `${machineId}\n`)
  return { procRoot: folder, machineIdPath: join(folder, 'machine-id') }
}
