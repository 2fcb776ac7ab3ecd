import { describe, expect, test } from 'vitest'
import { runAndCompare } from './fixture-set.ts'
import { layOut } from './target.ts'

const pools = ['forks', 'threads', 'vmForks', 'vmThreads']

describe.each(pools)('the verdicts of the pool %s are the same', (pool) => {
  test.each(['isolated', 'not isolated'])('%s', async (isolation) => {
    const isolate = `--isolate=${isolation === 'isolated'}`
    const copy = layOut('projects/pools')
    try {
      const { comparison } = await runAndCompare(copy.path, [`--pool=${pool}`, isolate])
      expect([...comparison.mismatches.values()].flat()).toEqual([])
      expect(comparison.matched.size).toBe(3)
    } finally {
      copy.remove()
    }
  })
})
