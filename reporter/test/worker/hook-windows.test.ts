import { expect, test } from 'vitest'
import { HookWindows } from '../../src/worker/hook-windows.ts'
import { fileScope } from './made.ts'

const { file, suite: suiteOf, test: testOf } = fileScope()

test('a suite runs hooks before its first child and after its last one', () => {
  const windows = new HookWindows()
  const suite = suiteOf('suite')
  const child = testOf('child', suite)
  windows.suiteBegan(file)
  expect(windows.open).toEqual([file])
  windows.suiteBegan(suite)
  expect(windows.open).toEqual([suite])
  windows.began(child)
  expect(windows.open).toEqual([])
  windows.ended(child)
  expect(windows.open).toEqual([suite])
  windows.suiteEnded(suite)
  expect(windows.open).toEqual([file])
})

test('several at once may, where suites run side by side', () => {
  const windows = new HookWindows()
  const [first, second] = [suiteOf('first'), suiteOf('second')]
  const child = testOf('child', first)
  for (const suite of [file, first, second]) windows.suiteBegan(suite)
  expect(windows.open).toEqual([first, second])
  windows.began(child)
  expect(windows.open).toEqual([second])
})

test('a suite that never began ends nothing', () => {
  const windows = new HookWindows()
  windows.suiteBegan(file)
  windows.began(testOf('child'))
  windows.suiteEnded(suiteOf('left out'))
  expect(windows.open).toEqual([])
})
