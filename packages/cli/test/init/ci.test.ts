import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { editGithub } from '../../src/init/ci/edit-github.ts'
import { editGitlab } from '../../src/init/ci/edit-gitlab.ts'
import { runsVitest } from '../../src/init/ci/test-command.ts'
import { Unclear } from '../../src/init/code/unclear.ts'

const scripts = {
  test: 'npm run lint && npm run unit',
  unit: 'vitest run',
  lint: 'eslint .',
  loop: 'npm run loop',
}
const request = { scripts, gate: 'npx watertight gate' }

test.each([
  ['npm test', true],
  ['npm t', true],
  ['pnpm unit --coverage', true],
  ['yarn run unit', true],
  ['npx vitest run', true],
  ['node_modules/.bin/vitest', true],
  ['npm ci', false],
  ['npm run lint', false],
  ['npm run loop', false],
  ['npx vitest bench', false],
  ['npm i -D @watertight/vitest', false],
])('`%s` runs Vitest: %s', (line, expected) => {
  expect(runsVitest(line, scripts)).toBe(expected)
})

const WORKFLOW = `name: CI
on: [push]   # all branches
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: npm run lint
  test:
    strategy: { matrix: { node: [20, 22] } }
    runs-on: ubuntu-latest
    steps:
    - uses: actions/checkout@v4 # pinned elsewhere

    - name: Test
      working-directory: packages/shop
      run: |
        npm ci
        npm test   # all

    # at last
    - run: npm run build
`

describe('a workflow of GitHub', () => {
  test('has the gate behind its tests, in the same folder, and all else as it was', () => {
    const edited = editGithub(WORKFLOW, request)
    const added = `
    - name: Leaks
      if: \${{ !cancelled() }}
      working-directory: packages/shop
      run: npx watertight gate
`
    expect(edited).toBe(WORKFLOW.replace('npm test   # all\n', `npm test   # all\n${added}`))
    expect(editGithub(edited, request), 'twice').toBe(edited)
    expect(parse(edited)).toMatchObject({
      jobs: { test: { steps: [{}, {}, { name: 'Leaks' }, { run: 'npm run build' }] } },
    })
  })

  test('has it at the very end, also without a last line end', () => {
    const before = `jobs:\n  a:\n    steps:\n      - run: npm test`
    const edited = editGithub(before, request)
    expect(edited).toBe(
      `${before}\n      - name: Leaks\n        if: \${{ !cancelled() }}\n        run: npx watertight gate`,
    )
  })

  test('that runs no tests stays as it is', () => {
    const text = 'on: push\njobs:\n  a:\n    steps:\n      - run: npm publish\n'
    expect(editGithub(text, request)).toBe(text)
  })

  test('keeps Windows line ends', () => {
    const edited = editGithub(WORKFLOW.replaceAll('\n', '\r\n'), request)
    expect(edited.replaceAll('\r\n', '')).not.toContain('\n')
    expect(parse(edited)).toEqual(parse(editGithub(WORKFLOW, request)))
  })

  test.each([
    ['shards', 'jobs:\n  a:\n    steps:\n      - run: npx vitest run --shard=1/3\n', 'sharded'],
    ['brackets', 'jobs: { a: { steps: [{ run: npm test }] } }\n', 'brackets'],
    ['a syntax error', 'jobs: [\n', 'could not be parsed'],
  ])('is left alone for %s', (_name, text, why) => {
    expect(() => editGithub(text, request)).toThrow(Unclear)
    expect(() => editGithub(text, request)).toThrow(why)
  })
})

describe('a file of GitLab', () => {
  const before = `image: node:22
test:
  script:
    - npm ci
    - npm test # all
  artifacts: { paths: [coverage] }   # kept
`

  test('has the gate behind its tests', () => {
    const edited = editGitlab(before, request)
    expect(edited).toBe(before.replace('# all\n', '# all\n    - npx watertight gate\n'))
    expect(editGitlab(edited, request), 'twice').toBe(edited)
  })

  test.each([
    ['one text', 'test:\n  script: npm test\n', 'one text'],
    ['brackets', 'test:\n  script: [npm ci, npm test]\n', 'brackets'],
  ])('is left alone for %s', (_name, text, why) => {
    expect(() => editGitlab(text, request)).toThrow(why)
  })
})
