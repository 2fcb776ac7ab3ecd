import { describe, expect, test } from 'vitest'
import { readSettings } from '../../src/resources/settings.ts'

const POND = {
  name: 'Pond',
  kind: 'pool',
  from: ['node:pond'],
  acquire: [{ by: 'new', export: 'Pond' }],
  release: [{ method: 'drain', settles: 'promise' }],
} as const

const read = (watertight: unknown) => readSettings({ watertight })

test('without settings only the built-in resources are known', () => {
  const { handlers, problems, table } = readSettings({})
  expect({ handlers, problems, pool: table.byExport('pg', 'Pool', 'new')?.resource.id }).toEqual({
    handlers: [],
    problems: [],
    pool: 'pg.Pool',
  })
})

test("a user's resource joins the built-in ones, under an id made of its module and name", () => {
  const { problems, table } = read({ resources: [POND] })
  expect(problems).toEqual([])
  expect(table.byExport('pond', 'Pond', 'new')?.resource.id).toBe('node:pond.Pond')
  expect(table.get('pg.Pool')).toBeDefined()
})

test('a resource with the id of a built-in one replaces it', () => {
  const { table } = read({ resources: [{ ...POND, id: 'pg.Pool', from: ['pg'] }] })
  expect(table.byExport('pg', 'Pond', 'new')?.resource.id).toBe('pg.Pool')
  expect(table.byExport('pg', 'Pool', 'new')).toBeNull()
})

test("a user's resource wins where a built-in one claims the same export", () => {
  const own = { ...POND, from: ['pg'], acquire: [{ by: 'new', export: 'Pool' }] }
  expect(read({ resources: [own] }).table.byExport('pg', 'Pool', 'new')?.resource.name).toBe('Pond')
})

test('a handler of the user is read as it is, with a label of its own', () => {
  const { handlers, problems } = read({
    handlers: [
      { module: 'my-framework', export: 'createRoute', callback: 1, label: 'a my-framework handler' },
      { module: 'node:other', method: 'route' },
    ],
  })
  expect(problems).toEqual([])
  expect(handlers).toEqual([
    { module: 'my-framework', export: 'createRoute', callback: 1, label: 'a my-framework handler' },
    { module: 'other', method: 'route', label: 'a handler of node:other' },
  ])
})

test('the same settings are read once', () => {
  const watertight = { resources: [POND] }
  expect(readSettings({ watertight })).toBe(readSettings({ watertight }))
  expect(readSettings({ watertight: { resources: [POND] } })).not.toBe(readSettings({ watertight }))
})

describe('refuses, by name,', () => {
  const resource = (part: object) => ({ resources: [POND, { ...POND, ...part }] })
  const at = 'settings.watertight.resources[1]'

  test.each([
    ['settings that are no object', 3, 'Expected `settings.watertight` to be an object, got `3` (number).'],
    [
      'an unknown key',
      { resource: [] },
      'Unknown key `resource` in `settings.watertight`. Did you mean `resources`?',
    ],
    [
      'resources that are no array',
      { resources: POND },
      /^Expected `settings\.watertight\.resources` to be an array, got `\{"name":"Pond".*…` \(object\)\.$/,
    ],
    [
      'an unknown kind',
      resource({ kind: 'pol' }),
      `Expected \`${at}.kind\` to be one of \`agent\`, \`browser\`, \`client\`, \`connection\`, \`container\`, \`engine\`, \`handle\`, \`listener\`, \`pool\`, \`process\`, \`server\`, \`stream\`, \`timer\`, \`watcher\`, \`worker\`, got \`"pol"\` (string).`,
    ],
    [
      'a missing name',
      resource({ name: undefined }),
      `Expected \`${at}.name\` to be a string that is not empty, got \`undefined\`.`,
    ],
    [
      'a mistyped field',
      resource({ opnsOn: [] }),
      `Unknown key \`opnsOn\` in \`${at}\`. Did you mean \`opensOn\`?`,
    ],
    [
      'an unknown way to acquire',
      resource({ acquire: [{ by: 'nwe', export: '' }] }),
      `Expected \`${at}.acquire[0].by\` to be one of \`new\`, \`call\`, \`method\`, got \`"nwe"\` (string).`,
    ],
    [
      'a constructor without an export',
      resource({ acquire: [{ by: 'new' }] }),
      `Expected \`${at}.acquire[0].export\` to be a string, got \`undefined\`.`,
    ],
    [
      'a constructor that delivers',
      resource({ acquire: [{ by: 'new', export: '', delivers: 'promise' }] }),
      `Unknown key \`delivers\` in \`${at}.acquire[0]\`. Known are \`by\`, \`from\`, \`isOpen\`, \`export\`.`,
    ],
    [
      'an unknown delivery',
      resource({ acquire: [{ by: 'call', export: '', delivers: 'later' }] }),
      `Expected \`${at}.acquire[0].delivers\` to be \`result\`, \`promise\` or an object with \`callbackParameter\`, got \`"later"\` (string).`,
    ],
    [
      'a release of nothing',
      resource({ release: [{ settles: 'sync' }] }),
      `Expected \`${at}.release[0]\` to be an object with \`method\`, \`function\`, \`moduleCall\` or \`callbackParameter\`, got \`{"settles":"sync"}\` (object).`,
    ],
    [
      'a flag that is no boolean',
      resource({ shared: 'yes' }),
      `Expected \`${at}.shared\` to be true or false, got \`"yes"\` (string).`,
    ],
    [
      'a negative position',
      resource({ owns: [-1] }),
      `Expected \`${at}.owns[0]\` to be a non-negative integer, got \`-1\` (number).`,
    ],
    [
      'a method of a resource that nobody knows',
      resource({ id: 'own.Fish', acquire: [{ by: 'method', of: 'pg.Pol', method: 'fish' }] }),
      'Resource `own.Fish`: Expected `acquire.of` to be the id of a resource, got `"pg.Pol"` (string). Did you mean `pg.Pool`?',
    ],
    [
      'a handler of nothing',
      { handlers: [{ module: 'm', label: 'l' }] },
      'Expected `settings.watertight.handlers[0]` to be an object with `export` or `method`, got `{"module":"m","label":"l"}` (object).',
    ],
  ])('%s', (_, settings, problem) => {
    const { problems } = read(settings)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem))
  })

  test('each bad entry for itself, and keeps the good ones', () => {
    const { problems, table } = read({ resources: [null, POND, () => 1], handlers: 'none' })
    expect(problems).toEqual([
      'Expected `settings.watertight.resources[0]` to be an object, got `null`.',
      'Expected `settings.watertight.resources[2]` to be an object, got `anonymous` (function).',
      'Expected `settings.watertight.handlers` to be an array, got `"none"` (string).',
    ])
    expect(table.isKnownModule('pond')).toBe(true)
  })
})
