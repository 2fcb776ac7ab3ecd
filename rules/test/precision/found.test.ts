import { expect, test, vi } from 'vitest'

interface Found {
  readonly repository: string
  readonly commit: string
  readonly fileCount: number
  readonly findings: readonly { path: string; line: number; rule: string; code?: string; message?: string }[]
}
interface FoundModule {
  readonly asFound: (repositories: readonly Found[]) => string
  readonly lastFound: (lastRun: readonly Found[], pinned: { repository: string; commit: string }) => Found
}
const { asFound, lastFound } = (await import(
  new URL('../../precision/found.mjs', import.meta.url).href
)) as FoundModule

const pinned = { repository: 'owner/name', commit: 'c0ffee' }
const place = { path: 'a.js', line: 3, rule: 'require-release' }
const found = { ...pinned, fileCount: 7, findings: [{ ...place, code: 'open()', message: 'is open' }] }
const lastRun = JSON.parse(asFound([found])) as Found[]

test('what a run found is kept without any code', () => {
  expect(lastRun).toEqual([{ ...pinned, fileCount: 7, findings: [place] }])
})

test('a repository without a checkout has what the last run found, and says so', () => {
  using said = vi.spyOn(console, 'error').mockReturnValue(undefined)
  expect(lastFound(lastRun, pinned)).toMatchObject({ fileCount: 7, findings: [place] })
  expect(said).toHaveBeenCalledWith('no checkout of owner/name: what the last run found stands')
})

test('a repository that no run has seen at its commit needs a checkout', () => {
  expect(() => lastFound(lastRun, { ...pinned, commit: 'decaf' })).toThrow(
    'Expected a checkout of owner/name at decaf, found none.',
  )
})
