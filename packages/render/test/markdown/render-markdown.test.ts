import { printable } from '@watertight/findings'
import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../src/index.ts'
import { HOSTILE, hostileReport } from '../hostile.ts'
import { commandReport, fileOf, findingOf, leaking, mixedReport, reportOf, testOf } from '../samples.ts'
import { readMarkdown } from './read.ts'

test('a clean run is a heading', () => {
  expect(renderMarkdown(reportOf([fileOf({ tests: [testOf()] })]))).toBe(
    '## Watertight: ✅ no leaks in 1 test\n',
  )
})

test('a leak is named by its place, said in full, and its stack folded away', () => {
  const { html } = readMarkdown(renderMarkdown(leaking(findingOf())))
  expect(html).toBe(`<h2>Watertight: ❌ 1 leak in 1 test</h2>
<table>
<thead>
<tr>
<th>kind</th>
<th align="right">leaks</th>
<th align="right">warnings</th>
</tr>
</thead>
<tbody>
<tr>
<td>Server</td>
<td align="right">1</td>
<td align="right"></td>
</tr>
</tbody>
</table>
<h3>Leaks</h3>
<h4>Server at <code>src/server.ts:12:18</code></h4>
<p>A TCP server was opened at src/server.ts:12:18 and still listens after &quot;creates a user&quot; ended. Close it with <code>await new Promise(done =&gt; server.close(done))</code>.</p>
<details><summary>Test, stack and evidence</summary>
<p><code>test/api.test.ts &gt; creates a user</code></p>
<ul>
<li>it accepts connections</li>
</ul>
<pre><code class="language-text">at open (src/server.ts:12:18)
at test/api.test.ts:9:3
</code></pre>
</details>
`)
})

test('everything that is known is said, and counted where it does not fail', () => {
  const { text } = readMarkdown(renderMarkdown(mixedReport()))
  expect(text).toContain('Watertight: ❌ 4 leaks, 1 warning in 3 tests')
  expect(text).toContain(
    'Besides: 1 known to the baseline, 1 held and released by an outer scope, 1 released late.',
  )
  expect(text).toContain('not checked: descriptors (test/api.test.ts): EACCES')
  for (const owner of ['test/api.test.ts > users', 'the worker of test/api.test.ts'])
    expect(text).toContain(owner)
})

test('a command is named by its line', () => {
  const { text } = readMarkdown(renderMarkdown(commandReport()))
  expect(text).toContain('Watertight: ❌ 1 leak in 1 command')
  expect(text).toContain('python3 -m unittest')
})

test('leaks that one repair ends stand together', () => {
  const [one, other] = ['creates a user', 'bans a user'].map((name) =>
    findingOf({ owner: { ...findingOf().owner, name } }),
  )
  if (!one || !other) throw new Error('there are two')
  const { html } = readMarkdown(renderMarkdown(leaking(one, other, findingOf({ kind: 'socket' }))))
  expect(html.match(/<h4>.*<\/h4>/g)).toEqual([
    '<h4>Server at <code>src/server.ts:12:18</code></h4>',
    '<h4>Connection at <code>src/server.ts:12:18</code></h4>',
  ])
  expect(html).toContain(
    '<p>The same in</p>\n<ul>\n<li><code>test/api.test.ts &gt; bans a user</code></li>\n</ul>',
  )
})

describe('10,000 findings', () => {
  const report = leaking(
    ...Array.from({ length: 10_000 }, (_, index) =>
      findingOf({
        place: { file: 'src/server.ts', line: index + 1, column: 1 },
        evidence: Array.from({ length: 50 }, () => 'x'.repeat(300)),
      }),
    ),
  )

  test('stay below what a comment on GitHub may have, and say how many are left out', () => {
    const text = renderMarkdown(report)
    expect(text.length).toBeGreaterThan(55_000)
    expect(text.length).toBeLessThan(65_536)
    const shown = text.split('<details>').length - 1
    expect(text).toContain(`_${10_000 - shown} more findings would not fit here: the report has them all._`)
  })

  test('are cut between two findings', () => {
    const { tags } = readMarkdown(renderMarkdown(report))
    const count = (tag: string): number => tags.filter((one) => one === tag).length
    expect(count('<details>')).toBe(count('</details>'))
  })

  test('fit into any other limit too', () => {
    expect(renderMarkdown(report, { limit: 5000 }).length).toBeLessThan(5000)
  })
})

describe.each(HOSTILE)('a name that is %s', (_what, text) => {
  const markdown = renderMarkdown(hostileReport(text))
  const read = readMarkdown(markdown)

  test('makes no element, no link and no picture', () => {
    const others = read.tags.filter((tag) => !OURS.has(tag))
    expect(others).toEqual([])
  })

  test('notifies nobody, and links to nothing', () => {
    const outsideOfCode = read.html.replace(/<code[^>]*>.*?<\/code>/gs, '').replace(/<[^>]*>/g, '')
    expect(outsideOfCode).not.toMatch(/@\w|[#!~]\w|GH-\d|www\.|:\/\//)
  })

  test('gives no order to GitLab, which reads them where a line begins', () => {
    expect(markdown).not.toMatch(/^\s*\/\w/m)
  })

  test('is shown as it is', () => {
    const shown = printable(text, 120).replace(/\s+/g, ' ').trim()
    expect(read.text.replace(/\s+/g, ' ')).toContain(shown)
  })

  test('stays below the limit', () => {
    expect(markdown.length).toBeLessThan(65_536)
  })
})

/** The tags that a report has whatever is in it. */
const OURS = new Set([
  ...['h2', 'h3', 'h4', 'p', 'ul', 'li', 'code', 'em', 'details', 'summary'].flatMap((name) => [
    `<${name}>`,
    `</${name}>`,
  ]),
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'].flatMap((name) => [`<${name}>`, `</${name}>`]),
  ...['<pre>', '<code class="language-text">', '</pre>'],
  '<th align="right">',
  '<td align="right">',
])
