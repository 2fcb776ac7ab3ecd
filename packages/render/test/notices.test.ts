import { expect, test } from 'vitest'
import { type Notice, renderGithub, renderJunit, renderMarkdown, renderSarif } from '../src/index.ts'
import { readJunit } from './junit/validate.ts'
import { fileOf, reportOf } from './samples.ts'
import { readSarif } from './sarif/validate.ts'

const notices: readonly Notice[] = [
  { level: 'error', text: 'over budget: 412 of 300, 50% <more>' },
  { level: 'warning', text: 'not checked: sockets' },
]
const clean = reportOf([fileOf()])

test('a comment says them below its headline, which is no success then', () => {
  const [headline, , ...rest] = renderMarkdown(clean, { notices }).split('\n')
  expect(headline).toMatch(/^## Watertight: ❌ no leaks in /)
  expect(rest.slice(0, 2)).toEqual([
    String.raw`- ❌ over budget: 412 of 300, 50% \<more\>`,
    '- ⚠️ not checked: sockets',
  ])
  expect(renderMarkdown(clean)).toMatch(/^## Watertight: ✅ no leaks in /)
})

test('annotations come before all others, without a place', () => {
  expect(renderGithub(clean, { notices }).split('\n').slice(0, 2)).toEqual([
    '::error title=Watertight gate::over budget: 412 of 300, 50%25 <more>',
    '::warning title=Watertight gate::not checked: sockets',
  ])
})

test('JUnit has a suite of them, whose errors are failures', () => {
  const root = readJunit(renderJunit(clean, { notices }))
  expect(root.attributes.failures).toBe('1')
  const [suite] = root.children
  expect(suite?.attributes).toMatchObject({ name: 'watertight gate', tests: '2', failures: '1' })
  expect(suite?.children.map(({ children }) => children[0]?.name)).toEqual(['failure', 'system-out'])
})

test('SARIF has them as notifications of the run', () => {
  const text = renderSarif(clean, { notices })
  readSarif(text)
  const { runs } = JSON.parse(text) as {
    runs: readonly { invocations: readonly { toolExecutionNotifications: readonly { level: string }[] }[] }[]
  }
  const [invocation] = runs[0]?.invocations ?? []
  expect(invocation?.toolExecutionNotifications.map(({ level }) => level)).toEqual(['error', 'warning'])
})
