import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { endWithTest, probe, readRecorded, until } from '../survivors.ts'
import { tempFolder } from '../temp-folder.ts'
import { BIN, startProcess, startWatertight, watertight } from '../watertight.ts'

const COUNTING = fileURLToPath(new URL('../commands/counting.mjs', import.meta.url))
const TERMINAL = fileURLToPath(new URL('../terminal.py', import.meta.url))
const DAEMONS = fileURLToPath(new URL('../daemons', import.meta.url))

describe('the exit code is', () => {
  test("the command's own", async () => {
    expect(await watertight(['run', '--', 'sh', '-c', 'exit 7'])).toMatchObject({ exitCode: 7, signal: null })
  })

  test("the command's own even if it left something", async () => {
    const run = await watertight(['run', '--', 'sh', '-c', 'sleep 30 & exit 7'])
    expect(run.exitCode).toBe(7)
    expect(run.stderr).toContain('1 leak left behind')
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'])(
    'the signal itself when the command died of %s',
    async (signal) => {
      const run = await watertight(['run', '--', 'sh', '-c', `kill -s ${signal.slice(3)} $$`])
      expect(run).toMatchObject({ exitCode: null, signal })
    },
  )

  test.each([
    ['SIGKILL', 137],
    ['SIGSEGV', 139],
  ])('128 and its number when it died of %s', async (signal, exitCode) => {
    const run = await watertight(['run', '--', 'sh', '-c', `ulimit -c 0; kill -s ${signal.slice(3)} $$`])
    expect(run).toMatchObject({ exitCode, signal: null })
  })

  test('127 for a command that does not exist, 126 for one that cannot be executed', async () => {
    const missing = await watertight(['run', '--', './no-such-command'])
    expect(missing).toMatchObject({
      exitCode: 127,
      stderr: 'watertight: `./no-such-command` could not be started: there is no such command.\n',
    })
    expect(await watertight(['run', '--', '/etc/passwd'])).toMatchObject({ exitCode: 126 })
  })
})

describe('a signal that is sent to watertight alone', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGQUIT'] as const)(
    '%s reaches the command',
    async (signal) => {
      const run = await startCounting()
      process.kill(run.pid, signal)
      await until(() => run.stdout().includes(`${signal} 1\n`))
      run.child.stdin?.end()
      expect(await run.ended).toMatchObject({ exitCode: 0, signal: null })
    },
  )

  test('ends what the command leaves because of it', async () => {
    const file = join(tempFolder(), 'process')
    endWithTest(() => [readRecorded(file)])
    const run = startWatertight(['run', '--', 'sh', '-c', '. ./session.sh; exec sleep 30', 'sh', file], {
      cwd: DAEMONS,
    })
    await until(() => readRecorded(file) !== null)
    process.kill(run.pid, 'SIGTERM')
    const { signal, stderr } = await run.ended
    expect(signal).toBe('SIGTERM')
    expect(stderr).toContain('1 leak left behind')
    const left = readRecorded(file)
    expect(left && probe.isAlive(left)).toBe(false)
  })
})

describe('a signal that the whole process group gets', () => {
  test('reaches the command once', async () => {
    const run = await startCounting()
    process.kill(-run.pid, 'SIGINT')
    await until(() => run.stdout().includes('SIGINT 1\n'))
    process.kill(-run.pid, 'SIGINT')
    await until(() => run.stdout().includes('SIGINT 2\n'))
    // This one is passed on, after it was decided that the others are not.
    process.kill(run.pid, 'SIGUSR1')
    await until(() => run.stdout().includes('SIGUSR1 1\n'))
    run.child.stdin?.end()
    expect((await run.ended).stdout).toBe('ready\nSIGINT 1\nSIGINT 2\nSIGUSR1 1\nend\n')
  })
})

describe('in a terminal', () => {
  test('the command reads what is typed', async () => {
    const run = startProcess('python3', [
      TERMINAL,
      process.execPath,
      BIN,
      'run',
      '--',
      'sh',
      '-c',
      'echo ready; read line; test -t 0 && echo "<$line>"',
    ])
    await until(() => run.stdout().includes('ready'))
    run.child.stdin?.write('hello\n')
    const { exitCode, stdout } = await run.ended
    expect(exitCode).toBe(0)
    expect(stdout).toContain('<hello>')
  })

  test('each Ctrl+C reaches the command once', async () => {
    const run = startProcess('python3', [
      TERMINAL,
      process.execPath,
      BIN,
      'run',
      '--',
      process.execPath,
      COUNTING,
    ])
    await until(() => run.stdout().includes('ready'))
    for (const count of [1, 2]) {
      run.child.stdin?.write('\u0003')
      await until(() => run.stdout().includes(`SIGINT ${count}`))
    }
    run.child.stdin?.write('\n\u0004')
    const { exitCode, stdout } = await run.ended
    expect(exitCode).toBe(0)
    expect(stdout.match(/SIGINT \d/g)).toEqual(['SIGINT 1', 'SIGINT 2'])
  })

  test('that is closed, what the command leaves is ended', async () => {
    const [file, command] = [join(tempFolder(), 'process'), '. ./session.sh; exec sleep 30']
    endWithTest(() => [readRecorded(file)])
    const run = startProcess(
      'python3',
      [TERMINAL, process.execPath, BIN, 'run', '--', 'sh', '-c', command, 'sh', file],
      { cwd: DAEMONS },
    )
    await until(() => readRecorded(file) !== null)
    run.child.stdin?.end()
    expect(await run.ended).toMatchObject({ exitCode: 129 })
    const left = readRecorded(file)
    expect(left && probe.isAlive(left)).toBe(false)
  })
})

describe('while what is left is being ended', () => {
  test('a signal ends the grace', async () => {
    const file = join(tempFolder(), 'process')
    endWithTest(() => [readRecorded(file)])
    const command = '. ./stubborn.sh; until [ -s "$1" ]; do sleep 0.01; done'
    const grace = ['--settle', '0', '--grace', '3600000']
    const run = startWatertight(['run', ...grace, '--', 'sh', '-c', command, 'sh', file], { cwd: DAEMONS })
    await until(() => existsSync(`${file}.asked`))
    process.kill(run.pid, 'SIGINT')
    expect(await run.ended).toMatchObject({ signal: 'SIGINT' })
    const left = readRecorded(file)
    expect(left && probe.isAlive(left)).toBe(false)
  })
})

async function startCounting() {
  const run = startWatertight(['run', '--', process.execPath, COUNTING])
  await until(() => run.stdout().includes('ready\n'))
  return run
}
