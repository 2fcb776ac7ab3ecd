import type { Finding } from '@watertight/findings'
import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import {
  allowEntry,
  matchAllow,
  OptionsError,
  resolveOptions,
  type WatertightOptions,
} from '../src/options.ts'

const reason = 'shared by all files'

describe('resolveOptions', () => {
  test.each([[undefined], [{}], [{ scope: undefined, memory: undefined }]])(
    'fills in the defaults for %j',
    (input) => {
      expect(resolveOptions(input, {})).toEqual({
        scope: 'owner',
        kinds: {},
        settleMs: 300,
        memory: { toleranceMb: 32 },
        maxHeld: 100,
        allow: [],
        report: '.watertight/report.json',
        reap: true,
        mode: 'configured',
        update: false,
        portable: false,
      })
    },
  )

  test('takes all that a user may set', () => {
    const options: Required<WatertightOptions> = {
      scope: 'test',
      kinds: { 'temp-dir': 'fail', timer: 'off' },
      settleMs: 0,
      memory: { toleranceMb: 0.5 },
      maxHeld: 0,
      allow: [],
      baseline: 'watertight-baseline.json',
      report: false,
      reap: false,
    }
    expect(resolveOptions(options, {})).toEqual({
      ...options,
      mode: 'configured',
      update: false,
      portable: false,
    })
  })

  test('keeps the default of a memory option that is left out', () => {
    expect(resolveOptions({ memory: {} }, {}).memory).toEqual({ toleranceMb: 32 })
  })

  test('gives what JSON and a structured clone carry unchanged', () => {
    const resolved = resolveOptions(
      {
        allow: [
          { target: /redis/gi, reason },
          { place: 'test/*.ts', reason },
        ],
      },
      {},
    )
    expect(JSON.parse(JSON.stringify(resolved))).toEqual(resolved)
    expect(structuredClone(resolved)).toEqual(resolved)
  })

  test.each([
    ['off', 'off'],
    ['warn', 'warn'],
    ['fail', 'fail'],
    ['', 'configured'],
  ])('takes the mode from WATERTIGHT=%s', (value, mode) => {
    expect(resolveOptions({}, { WATERTIGHT: value }).mode).toBe(mode)
  })

  test('updates the baseline and leaves procfs aside when the environment says so', () => {
    const resolved = resolveOptions({}, { WATERTIGHT_UPDATE: '1', WATERTIGHT_PORTABLE: '1' })
    expect(resolved).toMatchObject({ update: true, portable: true })
  })

  test.each<[unknown, string]>([
    ['fail', 'Expected `options` to be an object, got `"fail"` (string).'],
    [null, 'Expected `options` to be an object, got `null`.'],
    [[], 'Expected `options` to be an object, got `[]` (array).'],
    [{ settleMS: 1 }, 'Unknown option `settleMS`. Did you mean `settleMs`?'],
    [{ settle: undefined }, 'Unknown option `settle`. Did you mean `settleMs`?'],
    [
      { concurrency: 1 },
      'Unknown option `concurrency`. Known are `scope`, `kinds`, `settleMs`, `memory`, `maxHeld`, `allow`, `baseline`, `report`, `reap`.',
    ],
    [{ scope: 'suite' }, "Expected `scope` to be `'owner'` or `'test'`, got `\"suite\"` (string)."],
    [{ kinds: [] }, 'Expected `kinds` to be an object, got `[]` (array).'],
    [{ kinds: { sever: 'off' } }, 'Unknown kind in `kinds`: `sever`. Did you mean `server`?'],
    [
      { kinds: { server: 'error' } },
      "Expected `kinds.server` to be `'fail'`, `'warn'` or `'off'`, got `\"error\"` (string).",
    ],
    [{ settleMs: -5 }, 'Expected `settleMs` to be a non-negative integer, got `-5` (number).'],
    [{ settleMs: 1.5 }, 'Expected `settleMs` to be a non-negative integer, got `1.5` (number).'],
    [{ settleMs: '300' }, 'Expected `settleMs` to be a non-negative integer, got `"300"` (string).'],
    [{ memory: 32 }, 'Expected `memory` to be an object, got `32` (number).'],
    [{ memory: { toleranceMB: 1 } }, 'Unknown field in `memory`: `toleranceMB`. Did you mean `toleranceMb`?'],
    [
      { memory: { toleranceMb: 0 } },
      'Expected `memory.toleranceMb` to be a positive number, got `0` (number).',
    ],
    [{ maxHeld: Infinity }, 'Expected `maxHeld` to be a non-negative integer, got `Infinity` (number).'],
    [{ baseline: true }, 'Expected `baseline` to be a path, got `true` (boolean).'],
    [{ report: true }, 'Expected `report` to be a path or `false`, got `true` (boolean).'],
    [{ report: ' ' }, 'Expected `report` to be a path or `false`, got `" "` (string).'],
    [{ reap: 'no' }, 'Expected `reap` to be `true` or `false`, got `"no"` (string).'],
    [{ allow: {} }, 'Expected `allow` to be an array, got `{}` (object).'],
    [{ allow: ['x'] }, 'Expected `allow[0]` to be an object, got `"x"` (string).'],
    [
      { allow: [{ kind: 'timers', reason }] },
      'Unknown kind in `allow[0].kind`: `timers`. Did you mean `timer`?',
    ],
    [{ allow: [{ kind: 7, reason }] }, 'Expected `allow[0].kind` to be a kind, got `7` (number).'],
    [{ allow: [{ tests: 'x', reason }] }, 'Unknown field in `allow[0]`: `tests`. Did you mean `test`?'],
    [
      { allow: [{ target: 6379, reason }] },
      'Expected `allow[0].target` to be a text (`*` stands for anything) or a regular expression, got `6379` (number).',
    ],
    [
      { allow: [{ kind: 'timer' }] },
      'Expected `allow[0].reason` to be a text that says why, got `undefined`.',
    ],
    [
      { allow: [{ kind: 'timer', reason: ' ' }] },
      'Expected `allow[0].reason` to be a text that says why, got `" "` (string).',
    ],
    [
      { allow: [{ reason }] },
      'Expected `allow[0]` to say what it allows (`kind`, `target`, `place` or `test`).',
    ],
  ])('refuses %j', (input, message) => {
    const resolve = () => resolveOptions(input, {})
    expect(resolve).toThrow(OptionsError)
    expect(resolve).toThrow(new OptionsError(message))
  })

  test.each([
    [
      { WATERTIGHT: 'on' },
      'Expected the environment variable `WATERTIGHT` to be `off`, `warn` or `fail`, got `on`.',
    ],
    [
      { WATERTIGHT_UPDATE: 'yes' },
      'Expected the environment variable `WATERTIGHT_UPDATE` to be `0` or `1`, got `yes`.',
    ],
  ])('refuses the environment %j', (env, message) => {
    expect(() => resolveOptions({}, env)).toThrow(new OptionsError(message))
  })
})

describe('matchAllow', () => {
  const finding = {
    kind: 'socket',
    owner: { scope: 'test', id: '1_0', name: 'users > creates a user', file: 'test/api.test.ts' },
    facts: { kind: 'socket', remoteAddress: '127.0.0.1', remotePort: 6379 },
    place: { file: 'test/support/cache.ts', line: 12, column: 18, via: 'ioredis' },
  } as Finding

  test.each<[string, object]>([
    ['its kind', { kind: 'socket' }],
    ['its address', { target: '127.0.0.1:6379' }],
    ['a part of its address', { target: '*:6379' }],
    ['its service', { target: 'Redis' }],
    ['a regular expression', { target: /^127\.0\.0\.\d+:6379$/ }],
    ['the file that acquired it', { place: 'test/support/cache.ts' }],
    ['the end of that path', { place: 'support/cache.ts' }],
    ['its line', { place: './test/support/cache.ts:12' }],
    ['its line and column', { place: 'test/support/cache.ts:12:18' }],
    ['the folder', { place: 'test/support/*' }],
    ['the full name of its test', { test: 'users > creates a user' }],
    ['a part of that name', { test: '*creates*' }],
    ['its test file', { test: 'test/api.test.ts' }],
    ['file and name', { test: 'test/api.test.ts > users > *' }],
    ['all at once', { kind: 'socket', target: 'Redis', place: 'test/*', test: /creates/ }],
  ])('allows a finding by %s', (_by, entry) => {
    expect(matchAllow(finding, [allowEntry({ ...entry, reason }, 'entry')])).toBe(0)
  })

  test.each<[string, object]>([
    ['kind', { kind: 'server' }],
    ['port', { target: '*:637' }],
    ['address, where a dot is a dot', { target: '127x0x0x1:6379' }],
    ['file with the same ending', { place: 'ache.ts' }],
    ['line', { place: 'cache.ts:1' }],
    ['part of a name without a star', { test: 'creates' }],
    ['condition out of two', { kind: 'socket', target: '*:5432' }],
  ])('does not allow it by another %s', (_by, entry) => {
    expect(matchAllow(finding, [allowEntry({ ...entry, reason }, 'entry')])).toBe(-1)
  })

  test('tells which entry was the first to match', () => {
    const entries = [{ kind: 'timer' }, { target: 'Redis' }, { kind: 'socket' }]
    expect(
      matchAllow(
        finding,
        entries.map((entry) => allowEntry({ ...entry, reason }, 'entry')),
      ),
    ).toBe(1)
  })

  test('matches every time, although the expression was written with `g`', () => {
    const allow = [allowEntry({ target: /Redis/g, reason }, 'entry')]
    expect([matchAllow(finding, allow), matchAllow(finding, allow)]).toEqual([0, 0])
  })

  test('takes a regular expression of another realm, as tests in vm pools have them', () => {
    const target: unknown = vm.runInNewContext('/^Redis$/')
    expect(matchAllow(finding, [allowEntry({ target, reason }, 'entry')])).toBe(0)
  })

  test('does not allow by place what has no place', () => {
    const { place: _place, ...unplaced } = finding
    expect(matchAllow(unplaced, [allowEntry({ place: '*', reason }, 'entry')])).toBe(-1)
  })
})
