import { expect, test } from 'vitest'
import { createProbe } from '../../src/index.ts'

const probe = createProbe({ platform: 'win32' })

test('is what Windows gets, even where a procfs could be read', () => {
  expect(probe.name).toBe('windows')
  expect(createProbe({ platform: 'win32', portable: true }).name).toBe('windows')
  expect(createProbe({ platform: 'darwin', portable: true }).name).toBe('portable')
})

test('says in one line what it cannot see, and sees nothing but its own memory', () => {
  expect(probe.unchecked).toHaveLength(1)
  expect(probe.unchecked[0]?.why).toMatch(/^on Windows /)
  expect(probe.countDescriptors()).toBeNull()
  expect(probe.listDescriptors()).toBeNull()
  expect(probe.listSockets().size).toBe(0)
  expect(probe.rssBytes()).toBeGreaterThan(0)
})

test('proves nobody, so that nothing can be signalled because of it', () => {
  expect(probe.readProcess(process.pid)).toBeNull()
  expect(probe.readProcesses()).toEqual([])
  expect(probe.isAlive({ pid: process.pid, startTicks: 0, bootId: '' })).toBe(false)
  expect(probe.listChildren(process.pid)).toEqual([])
  expect(probe.descendants(process.pid)).toEqual([])
  expect(probe.listeningPorts([process.pid]).size).toBe(0)
  expect(probe.findMarked('ANY')).toEqual({ processes: [], unreadable: 1 })
})
