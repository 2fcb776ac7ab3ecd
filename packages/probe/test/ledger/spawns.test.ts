import childProcess, { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { syncBuiltinESMExports } from 'node:module'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { markSpawns } from '../../src/ledger/spawns.ts'

const MARK = 'WATERTIGHT_MARK'
const PRINT = `echo "$${MARK}"`
const { PATH } = process.env

let variable: string | null = MARK
let spawned = 0
const count = (): string => `value ${++spawned}`
let makeValue = count
markSpawns({ variable: () => variable, value: () => makeValue() })
syncBuiltinESMExports()

afterEach(() => {
  expect(process.env).not.toHaveProperty(MARK)
  variable = MARK
  spawned = 0
  makeValue = count
})

describe.skipIf(process.platform === 'win32')('the mark', () => {
  test.each<[string, () => Promise<string>]>([
    ['spawn', () => outputOf(childProcess.spawn('sh', ['-c', PRINT]))],
    ['the named import of spawn', () => outputOf(spawn('sh', ['-c', PRINT]))],
    ['spawn with an environment', () => outputOf(childProcess.spawn('sh', ['-c', PRINT], { env: { PATH } }))],
    [
      'spawn with an empty environment',
      () => outputOf(childProcess.spawn('/bin/sh', ['-c', PRINT], { env: {} })),
    ],
    ['exec', () => outputOf(childProcess.exec(PRINT))],
    ['execFile', () => outputOf(childProcess.execFile('sh', ['-c', PRINT]))],
    [
      'fork',
      () =>
        outputOf(
          childProcess.fork('-p', [`process.env.${MARK}`], { execPath: process.execPath, silent: true }),
        ),
    ],
    ['spawnSync', () => now(childProcess.spawnSync('sh', ['-c', PRINT]).stdout)],
    [
      'spawnSync with an environment',
      () => now(childProcess.spawnSync('sh', ['-c', PRINT], { env: { PATH } }).stdout),
    ],
    [
      'spawnSync without arguments',
      () => now(childProcess.spawnSync(PRINT, { shell: true, env: { PATH } }).stdout),
    ],
    ['execSync', () => now(childProcess.execSync(PRINT))],
    ['execSync with an empty environment', () => now(childProcess.execSync(PRINT, { env: {} }))],
    ['execFileSync', () => now(childProcess.execFileSync('sh', ['-c', PRINT]))],
    [
      'execFileSync with an environment',
      () => now(childProcess.execFileSync('sh', ['-c', PRINT], { env: { PATH } })),
    ],
    ['a grandchild', () => outputOf(childProcess.spawn('sh', ['-c', `sh -c '${PRINT}'; true`]))],
    ['a grandchild in a session of its own', () => now(childProcess.execSync(`setsid -w sh -c '${PRINT}'`))],
  ])('reaches %s', async (_, run) => {
    expect(await run()).toBe('value 1\n')
  })

  test('is another one for every spawn', () => {
    const outputs = [1, 2].map(() => childProcess.execSync(PRINT).toString())
    expect(outputs).toEqual(['value 1\n', 'value 2\n'])
  })

  test('is not there while nothing is observed', async () => {
    variable = null
    expect(await outputOf(childProcess.spawn('sh', ['-c', PRINT]))).toBe('\n')
    expect(childProcess.execSync(PRINT).toString()).toBe('\n')
    expect(spawned).toBe(0)
  })

  test('leaves what the user passed as it was', () => {
    const options = Object.freeze({ env: Object.freeze({ PATH, OWN: 'kept' }), encoding: 'utf8' } as const)
    expect(childProcess.execSync(`echo $OWN; ${PRINT}`, options)).toBe('kept\nvalue 1\n')
    expect(options.env).toEqual({ PATH, OWN: 'kept' })
  })

  test('comes beside variables that the environment inherits', () => {
    const env = Object.create({ FOO: 'inherited', PATH }) as NodeJS.ProcessEnv
    const { stdout } = childProcess.spawnSync('/bin/sh', ['-c', `echo $FOO; ${PRINT}`], {
      env,
      encoding: 'utf8',
    })
    expect(stdout).toBe('inherited\nvalue 1\n')
  })

  test.each<[string, () => NodeJS.ProcessEnv]>([
    ['frozen', () => Object.freeze({ ...process.env })],
    ['hostile', () => new Proxy({ ...process.env }, { set: refuse, deleteProperty: refuse })],
  ])('is left out where process.env is %s', (_, createEnv) => {
    const { env } = process
    process.env = createEnv()
    onTestFinished(() => void (process.env = env))
    expect(childProcess.execSync(`echo ran; ${PRINT}`, { encoding: 'utf8' })).toBe('ran\n\n')
  })

  test('leaves what Node gets from frozen arguments as it was', () => {
    const options = Object.freeze({ encoding: 'utf8', input: 'in' } as const)
    const args = Object.freeze(['-c', `cat; ${PRINT}`])
    expect(childProcess.spawnSync('sh', args, options)).toMatchObject({ status: 0, stdout: 'invalue 1\n' })
  })

  test('keeps options that a getter makes', () => {
    const options = Object.defineProperty({ env: { PATH } }, 'encoding', {
      get: () => 'utf8',
      enumerable: true,
    })
    expect(childProcess.execSync(PRINT, options)).toBe('value 1\n')
  })

  test('does not add the environment of this process to an empty one', () => {
    const output = childProcess.execFileSync('/usr/bin/env', { env: {}, encoding: 'utf8' })
    expect(output).toContain(`${MARK}=value 1\n`)
    expect(output).not.toContain('PATH=')
  })
})

test('a mark that cannot be made is no reason not to run', async () => {
  makeValue = refuse
  expect(await outputOf(childProcess.spawn('sh', ['-c', `echo ran; ${PRINT}`]))).toBe('ran\n\n')
  expect(childProcess.execSync(`echo ran; ${PRINT}`).toString()).toBe('ran\n\n')
})

describe('process.env is left as it was', () => {
  test('after a command that fails', () => {
    expect(() => childProcess.execSync('exit 3', { stdio: 'ignore' })).toThrow()
    expect(() => childProcess.execFileSync('/no/such/command')).toThrow('ENOENT')
    expect(process.env).not.toHaveProperty(MARK)
  })

  test('after arguments that Node refuses', () => {
    expect(() => childProcess.execFileSync(1 as never)).toThrow(TypeError)
    expect(process.env).not.toHaveProperty(MARK)
  })

  test('after a command that was not found by spawn', async () => {
    const child = childProcess.spawn('/no/such/command')
    const [error] = (await once(child, 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ENOENT')
    expect(process.env).not.toHaveProperty(MARK)
  })
})

function refuse(): never {
  throw new Error('refused')
}

async function outputOf(child: childProcess.ChildProcess): Promise<string> {
  return child.stdout ? await text(child.stdout) : ''
}

function now(output: Buffer | string): Promise<string> {
  return Promise.resolve(output.toString())
}
