import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createProbe, formatMarker, markerVariable } from '../../src/index.ts'
import { findMarked, parseMarker } from '../../src/procfs/marked.ts'
import { PLAIN } from '../recorded.ts'
import { startScript } from '../started.ts'

const onLinux = test.runIf(process.platform === 'linux')
const VARIABLE = markerVariable('0123456789abcdef')

test('finds a living process by its environment, but no zombie and no mere mention of the marker', () => {
  const { processes, unreadable } = createProbe({ procRoot: PLAIN }).findMarked(VARIABLE)
  expect(processes.map(({ identity, marker }) => [identity.pid, marker])).toEqual([[5000041, '40.7']])
  expect(unreadable).toBe(0)
})

test.each([
  ['A=1\0M=40.7\0', '40.7'],
  ['M=40.7', '40.7'],
  ['M=\0', ''],
  ['XM=40.7\0A=M=40.7\0MM=1\0', null],
  ['', null],
])('reads the marker of %j as %j', (environ, marker) => {
  expect(parseMarker(environ, 'M')).toBe(marker)
})

onLinux.each([
  ['in the background', 'sleep 60 & echo $!; wait'],
  ['in a session of its own', 'setsid sh -c "echo \\$\\$; exec sleep 60" & wait'],
  ['as a double-forked daemon', 'setsid sh -c "sleep 60 >/dev/null & echo \\$!" '],
  ['as the orphan of a subshell', '(sleep 60 >/dev/null & echo $!) & wait'],
])('finds a process that runs %s', async (_, script) => {
  const variable = markerVariable(randomBytes(8).toString('hex'))
  const marker = formatMarker({ workerPid: process.pid, scopeNumber: 3 })
  const { printed } = await startScript(script, { [variable]: marker })
  const { processes } = createProbe().findMarked(variable)
  const found = processes.find(({ identity }) => identity.pid === printed[0])
  expect(found).toMatchObject({ marker, identity: { pid: printed[0] } })
})

onLinux('does not find itself, nor a process that gave its environment up', async () => {
  const variable = markerVariable(randomBytes(8).toString('hex'))
  const { pid, printed } = await startScript('env -i sleep 60 & echo $!; wait', { [variable]: '1.1' })
  const probe = createProbe()
  const found = probe.findMarked(variable).processes.map(({ identity }) => identity.pid)
  expect(found).toContain(pid)
  expect(found).not.toContain(process.pid)
  expect(probe.readProcess(printed[0] ?? 0)).not.toBeNull()
})

test('does not take a list of processes that cannot be read for an empty one', () => {
  const found = findMarked('/nonexistent', () => null, VARIABLE)
  expect(found).toEqual({ processes: [], unreadable: 1 })
})
