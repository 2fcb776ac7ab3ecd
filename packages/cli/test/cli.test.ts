import { describe, expect, test } from 'vitest'
import { readVersion } from '../src/version.ts'
import { watertight } from './watertight.ts'

const COMMANDS = ['init', 'run', 'gate', 'report', 'confirm', 'sweep', 'port']

test.each(['--version', '-V'])('%s prints the version alone', async (option) => {
  expect(await watertight([option])).toMatchObject({ exitCode: 0, stdout: `${readVersion()}\n`, stderr: '' })
})

test('--help lists every command, with an example', async () => {
  const { exitCode, stdout, stderr } = await watertight(['--help'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
  expect(stdout).toContain('Example:')
})

test.each(COMMANDS)('%s --help tells its options, its exit codes and an example', async (command) => {
  const { exitCode, stdout, stderr } = await watertight([command, '--help'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toContain(`Usage: watertight ${command}`)
  expect(stdout).toMatch(/^ {2}--json /m)
  expect(stdout).toMatch(/^Exit code: /m)
  expect(stdout).toMatch(/^Example:\n {2}watertight /m)
})

describe('wrong usage is told on standard error, with exit code 2:', () => {
  test.each([
    ['no command', [], 'Usage: watertight'],
    ['a mistyped command', ['rnu'], "unknown command 'rnu'\n(Did you mean run?)"],
    [
      'a mistyped option',
      ['run', '--alow', 'x', '--', 'true'],
      "unknown option '--alow'\n(Did you mean --allow?)",
    ],
    ['a mistyped global option', ['--hlep'], "unknown option '--hlep'\n(Did you mean --help?)"],
    ['no command to run', ['run'], "missing required argument 'command'"],
    ['no value', ['run', '--grace'], "option '--grace <ms>' argument missing"],
    [
      'a wrong number',
      ['run', '--grace', '1.5', '--', 'true'],
      'Expected a non-negative integer (milliseconds), got `"1.5"` (string).',
    ],
    [
      'a wrong word',
      ['run', '--containers', 'remov', '--', 'true'],
      'Expected `report` or `remove`, got `"remov"` (string). Did you mean `remove`?',
    ],
    [
      'an empty pattern',
      ['run', '--allow', ' ', '--', 'true'],
      'Expected a text (`*` stands for anything), got `" "` (string).',
    ],
    [
      'an unknown format',
      ['report', '--format', 'sarf'],
      'Expected `text` or `html` or `markdown` or `junit` or `sarif` or `github` or `json`, got `"sarf"` (string). Did you mean `sarif`?',
    ],
    ['no file to write to', ['report', '--output', ''], 'Expected a text, got `""` (string).'],
    [
      'a report that is not there',
      ['report', 'none.json'],
      'Expected `none.json` to be a report of Watertight',
    ],
    ['a port that is none', ['port', '80a'], 'Expected a port'],
  ])('%s', async (_what, args, message) => {
    const { exitCode, stdout, stderr } = await watertight(args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})

describe('options of the command are its own', () => {
  test.each([
    ['after --', ['run', '--', 'echo', '--json', '--keep']],
    ['after its name', ['run', 'echo', '--json', '--keep']],
  ])('%s', async (_where, args) => {
    expect(await watertight(args)).toMatchObject({ exitCode: 0, stdout: '--json --keep\n' })
  })
})

describe('colour', () => {
  test.each([
    ['is left out where there is no terminal', {}, false],
    ['is forced by FORCE_COLOR', { FORCE_COLOR: '1' }, true],
    ['is forced off by FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
  ])('%s', async (_what, env, isColored) => {
    const { stderr } = await watertight(['run', '--', 'true'], {
      env: { NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
    })
    expect(stderr.includes('\u001B[')).toBe(isColored)
  })
})
