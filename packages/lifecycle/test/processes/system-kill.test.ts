import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { systemKill } from '../../src/processes/system-kill.ts'

const BUILT = fileURLToPath(new URL('../../dist/processes/system-kill.js', import.meta.url))
// Makes a pid namespace of its own, without a procfs of its own: that takes root, and a kernel that allows it.
const IN_NAMESPACE = ['--pid', '--fork', process.execPath, '--input-type=module', '--eval']
const canUnshare = spawnSync('unshare', [...IN_NAMESPACE, '']).status === 0

test('signals a process where pids can be told', async () => {
  const child = spawn('sleep', ['60'])
  onTestFinished(() => void child.kill('SIGKILL'))
  systemKill(child.pid ?? 0, 'SIGTERM')
  expect(await once(child, 'exit')).toEqual([null, 'SIGTERM'])
})

test.runIf(canUnshare)('refuses every signal where /proc shows another pid namespace', () => {
  const script = `
    import { spawn } from 'node:child_process'
    import { systemKill } from ${JSON.stringify(BUILT)}
    const child = spawn('sleep', ['60'])
    try { systemKill(child.pid, 'SIGTERM') } catch (error) { console.log(error.code, systemKill(child.pid, 0)) }
    child.kill('SIGKILL')`
  const { stdout } = spawnSync('unshare', [...IN_NAMESPACE, script], { encoding: 'utf8' })
  expect(stdout).toBe('EPERM true\n')
})
