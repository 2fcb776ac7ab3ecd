import { expect, test } from 'vitest'
import { createProbe } from '../../src/index.ts'
import { parseChildren } from '../../src/procfs/children.ts'
import { PLAIN, WITHOUT_CHILDREN } from '../recorded.ts'
import { startScript } from '../started.ts'

const onLinux = test.runIf(process.platform === 'linux')
const recorded = createProbe({ procRoot: PLAIN })

test('lists the children of every thread, zombies among them', () => {
  expect(recorded.listChildren(5000040)).toEqual([5000041, 5000042, 5000043])
})

test('lists no children of a process that does not exist', () => {
  expect(recorded.listChildren(5000099)).toEqual([])
})

test('lists living descendants, parents first', () => {
  const pids = recorded.descendants(5000040).map(({ identity }) => identity.pid)
  expect(pids).toEqual([5000041, 5000043, 5000044])
})

test('searches all processes for their parent where the kernel does not list children', () => {
  const probe = createProbe({ procRoot: WITHOUT_CHILDREN })
  expect(probe.listChildren(5000070)).toEqual([5000071])
  expect(probe.descendants(5000070).map(({ identity }) => identity.pid)).toEqual([5000071, 5000072])
})

test('reads an empty list of children', () => {
  expect(parseChildren('')).toEqual([])
  expect(parseChildren('12 34 \n')).toEqual([12, 34])
})

onLinux('lists all of 1,000 children, which do not fit into one read', async () => {
  const script = 'i=0; while [ $i -lt 1000 ]; do sleep 60 & i=$((i+1)); done; echo ready; wait'
  const { pid } = await startScript(script)
  const children = createProbe().listChildren(pid)
  expect(new Set(children).size).toBe(1000)
})

onLinux('finds grandchildren below a real process', async () => {
  const { pid, printed } = await startScript('sh -c "sleep 60 & echo \\$\\$ \\$!; wait" & wait')
  const found = createProbe().descendants(pid)
  expect(found.map(({ identity }) => identity.pid)).toEqual(printed)
})
