import { expect, test } from 'vitest'
import { examplesOf, sectionsOf } from './examples.ts'

const page = `# a-rule

## Why it leaks

\`\`\`js
ignored()
\`\`\`

## The mistake

\`\`\`js leaky
open()
\`\`\`

\`\`\`ts clean filename=test/a.test.ts
close()
\`\`\`

## Options

<!-- begin options -->
<!-- end options -->
`

test('reads the blocks that are marked, with their file names and lines', () => {
  expect(examplesOf(page)).toEqual([
    { verdict: 'leaky', filename: 'src/example.js', code: 'open()\n', line: 11 },
    { verdict: 'clean', filename: 'test/a.test.ts', code: 'close()\n', line: 15 },
  ])
})

test('sees that a section holds nothing but markers', () => {
  expect(sectionsOf(page).map(([title, text]) => [title, text === ''])).toEqual([
    ['Why it leaks', false],
    ['The mistake', false],
    ['Options', true],
  ])
})
