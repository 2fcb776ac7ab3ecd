import { describe, expect, test } from 'vitest'
import { failAncestors, failTask } from '../../src/worker/verdict.ts'
import { findingOf, ROOT } from '../records.ts'
import { addTask, fileTask } from '../tasks.ts'

const own = {
  name: 'AssertionError',
  message: 'expected 1 to be 2',
  stack: 'AssertionError: expected 1 to be 2',
}

describe('a leak', () => {
  test('fails a test that passed', () => {
    const task = addTask(fileTask('1'), 'test', 'creates a user', { result: { state: 'pass' } })
    failTask(task, findingOf(), ROOT)
    expect(task.result).toEqual({
      state: 'fail',
      errors: [
        {
          name: 'ResourceLeakError',
          message: 'A TCP server was opened.',
          stack: `ResourceLeakError: A TCP server was opened.\n    at ${ROOT}/test/api.test.ts:12:18`,
        },
      ],
    })
  })

  test('comes after the error of the test itself', () => {
    const task = addTask(fileTask('1'), 'test', 'creates a user', {
      result: { state: 'fail', errors: [own] },
    })
    failTask(task, findingOf(), ROOT)
    failTask(task, findingOf({ message: 'A socket was opened.' }), ROOT)
    expect(task.result?.errors?.map(({ message }) => message)).toEqual([
      'expected 1 to be 2',
      'A TCP server was opened.',
      'A socket was opened.',
    ])
  })

  test('fails a suite that has no result yet', () => {
    const suite = addTask(fileTask('1'), 'suite', 'users')
    failTask(suite, findingOf(), ROOT)
    expect(suite.result?.state).toBe('fail')
  })

  test('is told with the last attempt, which Vitest 5 prints, after its own errors', () => {
    const attempts = [{ state: 'fail', errors: [own] }, { state: 'pass' }]
    const task = addTask(fileTask('1'), 'test', 'flaky', { result: { state: 'pass', attempts } })
    failTask(task, findingOf(), ROOT)
    expect(attempts).toMatchObject([
      { state: 'fail', errors: [own] },
      { state: 'fail', errors: [{ name: 'ResourceLeakError' }] },
    ])
    expect(attempts[0]?.errors).toHaveLength(1)
  })

  test('shows its place first, then the frames that led there, once each, with names', () => {
    const place = { file: 'test/api.test.ts', line: 12, column: 18, function: 'start' }
    const stack = [
      { file: 'node_modules/pg/index.js', line: 3, column: 4, function: 'Client.connect' },
      place,
      { file: '/elsewhere/run.ts', line: 5, column: 6 },
    ]
    const task = addTask(fileTask('1'), 'test', 'x')
    failTask(task, findingOf({ place, stack }), ROOT)
    expect(task.result?.errors?.[0]?.stack.split('\n').slice(1)).toEqual([
      `    at start (${ROOT}/test/api.test.ts:12:18)`,
      `    at Client.connect (${ROOT}/node_modules/pg/index.js:3:4)`,
      '    at /elsewhere/run.ts:5:6',
    ])
  })

  test('says its evidence below', () => {
    const task = addTask(fileTask('1'), 'test', 'x')
    failTask(task, findingOf({ evidence: ['It started process 7.', 'It listens.'] }), ROOT)
    expect(task.result?.errors?.[0]?.message).toBe(
      'A TCP server was opened.\nIt started process 7.\nIt listens.',
    )
  })

  test('crosses to the main process as it is', () => {
    const task = addTask(fileTask('1'), 'test', 'x')
    failTask(task, findingOf(), ROOT)
    expect(structuredClone(task.result)).toEqual(task.result)
  })
})

describe('with a test fail', () => {
  test('the suites and the file above it, innermost first, and not those beside', () => {
    const passed = () => ({ result: { state: 'pass' } })
    const file = fileTask('1', passed())
    const [outer, beside] = [
      addTask(file, 'suite', 'outer', passed()),
      addTask(file, 'suite', 'beside', passed()),
    ]
    const inner = addTask(outer, 'suite', 'inner', passed())
    const changed = failAncestors(addTask(inner, 'test', 'leaks', passed()))
    expect(changed.map(({ name }) => name)).toEqual(['inner', 'outer', file.name])
    expect(changed.map(({ result }) => result?.state)).toEqual(['fail', 'fail', 'fail'])
    expect(beside.result?.state).toBe('pass')
  })

  test('nobody where the file itself failed', () => {
    expect(failAncestors(fileTask('1'))).toEqual([])
  })

  test('those whose result is not known yet are only sent again', () => {
    const file = fileTask('1')
    expect(failAncestors(addTask(file, 'test', 'leaks'))).toEqual([file])
    expect(file.result).toBeUndefined()
  })
})
