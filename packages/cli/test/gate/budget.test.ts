import { expect, test } from 'vitest'
import { budgets } from '../../src/gate/budget.ts'
import { tolerances } from '../../src/gate/tolerance.ts'

const MB = 1024 ** 2

test.each<[string, number]>([
  ['rss=512MB', 512 * MB],
  ['rss=1.5GB', 1536 * MB],
  ['rss=1.5gib', 1536 * MB],
  ['heap=64m', 64 * MB],
  ['external=300 KB', 300 * 1024],
  ['rss=1b', 1],
  ['fds=300', 300],
  ['sockets=0', 0],
  [' children= 5 ', 5],
])('reads %j', (text, limit) => {
  expect(budgets(text)).toMatchObject([{ limit }])
})

test('several, in one option or in more', () => {
  expect(budgets('fds=300', budgets('rss=512MB,sockets=100'))).toEqual([
    { name: 'rss', limit: 512 * MB },
    { name: 'sockets', limit: 100 },
    { name: 'fds', limit: 300 },
  ])
})

test.each([
  ['rss', 'Expected `figure=limit`, got `"rss"` (string).'],
  ['', 'Expected `figure=limit`, got `""` (string).'],
  ['rss=512MB,', 'Expected `figure=limit`, got `""` (string).'],
  ['rss=512', 'Expected `rss` to be a size like `512MB` or `1.5GB`, got `"512"` (string).'],
  ['rss=MB', 'Expected `rss` to be a size like `512MB` or `1.5GB`, got `"MB"` (string).'],
  ['rss=-1MB', 'Expected `rss` to be a size like `512MB` or `1.5GB`, got `"-1MB"` (string).'],
  ['rss=5TB', 'Expected `rss` to be a size like `512MB` or `1.5GB`, got `"5TB"` (string).'],
  ['fds=300MB', 'Expected `fds` to be a non-negative integer, got `"300MB"` (string).'],
  ['fds=1.5', 'Expected `fds` to be a non-negative integer, got `"1.5"` (string).'],
  [
    'socket=3',
    'Expected a figure (`rss`, `heap`, `external`, `fds`, `sockets`, `children`), got `"socket"` (string). Did you mean `sockets`?',
  ],
  ['toString=3', 'Expected a figure'],
  ['fds=1,fds=2', '`fds` is given twice.'],
])('refuses %j', (text, message) => {
  expect(() => budgets(text)).toThrow(message)
})

test('reads how many of a kind are tolerated', () => {
  expect([...tolerances('socket=0', tolerances('timer=3'))]).toEqual([
    ['timer', 3],
    ['socket', 0],
  ])
})

test.each([
  ['timer', 'Expected `kind=N`, got `"timer"` (string).'],
  ['timer=many', 'Expected `kind=N`, got `"timer=many"` (string).'],
  ['timer=-1', 'Expected `kind=N`, got `"timer=-1"` (string).'],
  ['timers=1', 'Expected a kind of resource, got `"timers"` (string). Did you mean `timer`?'],
  ['toString=1', 'Expected a kind of resource, got `"toString"` (string).'],
])('refuses to tolerate %j', (text, message) => {
  expect(() => tolerances(text)).toThrow(message)
})

test('refuses a kind that is given twice', () => {
  expect(() => tolerances('timer=1', tolerances('timer=2'))).toThrow('`timer` is given twice.')
})
