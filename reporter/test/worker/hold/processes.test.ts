import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { childProcess } from '../../../src/worker/hold/processes.ts'
import { acquisitionOf, fileScope } from '../made.ts'

const { test: testScope } = fileScope()

test('a shell that waits is charged', () => {
  const child = waitingShell('sh')
  expect(childProcess(acquired(child), () => undefined)).toMatchObject({
    kind: 'child-process',
    pid: child.pid,
  })
})

test('the reaper of the lifecycle kit is not: it goes with what the kit owns', () => {
  expect(childProcess(acquired(waitingShell('watertight-reaper')), () => undefined)).toBeNull()
})

test('a shell that has ended is not', async () => {
  const child = waitingShell('sh')
  child.stdin?.end()
  await once(child, 'exit')
  expect(childProcess(acquired(child), () => undefined)).toBeNull()
})

function waitingShell(name: string): ChildProcess {
  const child = spawn('/bin/sh', ['-c', 'read line', name], { stdio: ['pipe', 'ignore', 'ignore'] })
  onTestFinished(async () => {
    const hasEnded = child.exitCode !== null
    child.stdin.end()
    if (!hasEnded) await once(child, 'exit')
  })
  return child
}

function acquired(child: ChildProcess) {
  // Node's own handle of the process, which is what the ledger is given.
  const { _handle: resource } = child as unknown as { readonly _handle: object | null }
  return acquisitionOf(testScope('spawns'), 'PROCESSWRAP', { strong: resource ?? {} })
}
