import { beforeEach, expect, test } from 'vitest'
import { skipOthers } from '../../../src/worker/confirm/skip-others.ts'
import type { TaskLike } from '../../../src/worker/verdict.ts'
import { addTask, fileTask } from '../../tasks.ts'

let file: TaskLike['file']
beforeEach(() => {
  file = fileTask('1')
  addTask(file, 'test', 'creates')
  const suite = addTask(file, 'suite', 'orders')
  addTask(suite, 'test', 'creates')
  addTask(addTask(suite, 'suite', 'paid'), 'test', 'ships')
  addTask(file, 'suite', 'others')
})

test.each([
  ['a test by its full name', ['creates'], ['creates']],
  ['a test of a suite, and no namesake', ['orders > creates'], ['orders', 'orders > creates']],
  [
    'all tests of a suite',
    ['orders'],
    ['orders', 'orders > creates', 'orders > paid', 'orders > paid > ships'],
  ],
  ['several', ['creates', 'orders > paid'], ['creates', 'orders', 'orders > paid', 'orders > paid > ships']],
])('leaves %s to run', (_what, names, left) => {
  expect(skipOthers(file, new Set(names))).toBe(true)
  expect(running(file)).toEqual(left)
})

test('leaves the whole file to run', () => {
  const all = running(file)
  expect(skipOthers(file, null)).toBe(true)
  expect(running(file)).toEqual(all)
})

test('says when nothing is left', () => {
  expect(skipOthers(file, new Set(['deletes', 'orders > creates > twice']))).toBe(false)
  expect(running(file)).toEqual([])
})

test('a test that Vitest skips stays skipped', () => {
  const skipped = addTask(file, 'test', 'is skipped', { mode: 'skip' })
  skipOthers(file, new Set(['is skipped']))
  expect(skipped.mode).toBe('skip')
})

function running(suite: TaskLike, path: readonly string[] = []): string[] {
  return (suite.tasks ?? []).flatMap((task) => {
    const full = [...path, task.name]
    return [...(task.mode === 'skip' ? [] : [full.join(' > ')]), ...running(task, full)]
  })
}
