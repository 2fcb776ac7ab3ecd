import { afterEach, expect, test, vi } from 'vitest'
import type { RunnerLike } from '../../src/worker/attach.ts'
import { extendRunner } from '../../src/worker/extend-runner.ts'

const SLOT = Symbol.for('watertight.runtime')
const files = [{ id: '1' }] as unknown as Parameters<NonNullable<RunnerLike['onBeforeRunFiles']>>[0]

afterEach(() => Reflect.deleteProperty(globalThis, SLOT))

test('the observer is let in before the user’s own hook, which keeps its files and its answer', () => {
  const steps: unknown[] = []
  const attach = vi.fn(() => steps.push('attached'))
  Reflect.set(globalThis, SLOT, { attach })
  class UserRunner {
    onBeforeRunFiles(given: unknown): string {
      steps.push(given)
      return 'answer'
    }
  }
  const runner = new (extendRunner(UserRunner))()
  expect(runner.onBeforeRunFiles?.(files)).toBe('answer')
  expect(attach).toHaveBeenCalledExactlyOnceWith(runner, files)
  expect(steps).toEqual(['attached', files])
})

test('a runner without that hook is extended too, and stays what it is', () => {
  class UserRunner {
    readonly config: unknown
    constructor(config: unknown) {
      this.config = config
    }
  }
  const Extended = extendRunner(UserRunner as unknown as Parameters<typeof extendRunner>[0])
  const runner = new Extended('config')
  expect(runner).toBeInstanceOf(UserRunner)
  expect(runner).toMatchObject({ config: 'config' })
  expect(() => runner.onBeforeRunFiles?.(files)).not.toThrow()
})
