import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProcessIdentity } from '@watertight/probe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { endWithTest, probe, readRecorded, until } from '../survivors.ts'
import { tempFolder } from '../temp-folder.ts'
import { BIN, CONTAINMENTS, HAS_CGROUP, runReported, startProcess } from '../watertight.ts'

// An unusual time makes a command line that nobody else has by chance.
const COMMAND = ['sleep', '29.8765'] as const
// Until then it is the shell that was forked.
const ONCE_IT_SLEEPS = 'until grep -aq ^sleep /proc/$!/cmdline; do sleep 0.01; done'

describe.each(CONTAINMENTS)('known by $kind', ({ kind, options }) => {
  describe.skipIf(kind === 'cgroup' && !HAS_CGROUP)('a stranger with the same command line', () => {
    test('that was there before is never touched', async () => {
      const stranger = startStranger()
      const run = await runReported(options, ['sh', '-c', `${COMMAND.join(' ')} & ${ONCE_IT_SLEEPS}`])
      expect(run.findings.map(({ facts }) => facts.command)).toEqual([COMMAND.join(' ')])
      expect(run.findings.map(({ facts }) => facts.pid)).not.toContain(stranger.pid)
      expect(probe.isAlive(stranger)).toBe(true)
    })

    test('that comes while the command runs, in a session of its own or in ours, is never touched', async () => {
      const folder = tempFolder()
      const [ready, go] = [join(folder, 'ready'), join(folder, 'go')]
      const script = `${COMMAND.join(' ')} & ${ONCE_IT_SLEEPS}; mkfifo ${go}; echo >${ready}; read line <${go}`
      const running = runReported(options, ['sh', '-c', script])
      await until(() => existsSync(ready))
      const strangers = [startStranger(), startStranger({ detached: true })]
      await writeFile(go, '\n')
      const run = await running
      expect(run.findings.map(({ facts }) => facts.command)).toEqual([COMMAND.join(' ')])
      expect(strangers.map((stranger) => probe.isAlive(stranger))).toEqual([true, true])
    })
  })

  test.skipIf(kind === 'cgroup' && !HAS_CGROUP)(
    "a stranger's port that was opened meanwhile fails nobody, and neither does one that was there before",
    async () => {
      const folder = tempFolder()
      const [ready, go] = [join(folder, 'ready'), join(folder, 'go')]
      const running = runReported(options, ['sh', '-c', `mkfifo ${go}; echo >${ready}; read line <${go}`])
      await until(() => existsSync(ready))
      const port = await listen()
      await writeFile(go, '\n')
      const run = await running
      // This very process has opened it, and is older than the command.
      expect(run.warnings.filter(({ facts }) => facts.localPort === port)).toEqual([])
      expect(run.exitCode).toBe(0)
    },
  )
})

test('an orphan that came meanwhile, and of which nobody can tell whose it is, is named but never touched', async () => {
  const folder = tempFolder()
  const [ready, go, port] = [join(folder, 'ready'), join(folder, 'go'), join(folder, 'port')]
  const script = `mkfifo ${go}; echo >${ready}; read line <${go}`
  const running = runReported(['--no-cgroup'], ['sh', '-c', script])
  await until(() => existsSync(ready))
  const orphan = await startOrphanServer(port)
  await writeFile(go, '\n')
  const run = await running
  const named = run.warnings.filter(({ facts }) => facts.localPort === Number(readFileSync(port, 'utf8')))
  expect(named).toMatchObject([{ kind: 'listening-port', level: 'warn' }])
  expect(named[0]?.evidence[0]).toMatch(new RegExp(`^held by ${orphan.pid} \\(`))
  expect(run.exitCode).toBe(0)
  expect(probe.isAlive(orphan)).toBe(true)
})

describe.each(CONTAINMENTS)('known by $kind', ({ kind, options }) => {
  const terminalTest = test.skipIf(kind === 'cgroup' && !HAS_CGROUP)

  terminalTest('what the user has running in the same terminal is never touched', async () => {
    const { run, stranger } = await startInTerminal([...options], `setsid ${COMMAND.join(' ')} &`)
    run.child.stdin?.end()
    await once(run.child, 'exit')
    expect(run.child.exitCode).toBe(1)
    expect(probe.isAlive(stranger)).toBe(true)
  })

  terminalTest('nor by the guard of a run that is killed', async () => {
    const file = join(tempFolder(), 'process')
    endWithTest(() => [readRecorded(file)])
    const { run, stranger } = await startInTerminal(
      [...options],
      `cat /proc/$$/stat >${file}; echo $PPID; exec ${COMMAND.join(' ')}`,
    )
    await until(() => readRecorded(file) !== null && run.stdout().split('\n').length > 2)
    process.kill(Number(run.stdout().split('\n')[1]), 'SIGKILL')
    await until(() => !isAlive(readRecorded(file)))
    expect(probe.isAlive(stranger)).toBe(true)
    expect(probe.readProcess(run.pid)?.state).not.toBe('Z')
  })
})

/** A shell that has a job in the background, runs `watertight` in the foreground, and stays. */
async function startInTerminal(options: readonly string[], script: string) {
  const shell = `${COMMAND.join(' ')} & echo $!; "$@"; code=$?; read line; exit $code`
  const run = startProcess('sh', [
    ...['-c', shell, 'sh', process.execPath, BIN, 'run', ...options],
    ...['--', 'sh', '-c', script],
  ])
  await until(() => run.stdout().includes('\n'))
  const stranger = identityOf(Number.parseInt(run.stdout(), 10))
  endWithTest(() => [stranger])
  return { run, stranger }
}

function isAlive(identity: ProcessIdentity | null): boolean {
  return identity !== null && probe.isAlive(identity)
}

function startStranger(options: { readonly detached?: boolean } = {}): ProcessIdentity {
  const [file, ...args] = COMMAND
  const child = spawn(file, args, { ...options, stdio: 'ignore' })
  onTestFinished(async () => {
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  })
  return identityOf(child.pid ?? 0)
}

/** A server whose parent has ended at once. */
async function startOrphanServer(port: string): Promise<ProcessIdentity> {
  const server = fileURLToPath(new URL('../suites/python/server.py', import.meta.url))
  const shell = spawn('sh', ['-c', 'setsid python3 "$0" >"$1" & echo $!', server, port], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(shell, 'exit')
  const [line] = (await once(shell.stdout, 'data')) as [Buffer]
  const identity = identityOf(Number(line.toString()))
  endWithTest(() => [identity])
  // As long as its parent lives, it is known whose child it is.
  await ended
  await until(() => existsSync(port) && readFileSync(port, 'utf8').endsWith('\n'))
  return identity
}

function identityOf(pid: number): ProcessIdentity {
  const info = probe.readProcess(pid)
  if (info === null) throw new Error(`The process ${pid} has ended.`)
  return info.identity
}

async function listen(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => new Promise((done) => void server.close(() => done())))
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
