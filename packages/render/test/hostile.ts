import type { Report } from '@watertight/findings'
import { fileOf, findingOf, reportOf, testOf } from './samples.ts'

/** Names that tests, files and commands may have, and that mean something to a reader of one of the formats. */
export const HOSTILE: readonly (readonly [what: string, text: string])[] = [
  ['markup', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['closed markup', '"></details></summary><b onclick="x">\'--><!--'],
  ['the end of a CDATA section', 'a]]>b'],
  ['entities', '&lt;script&gt; &#27; &amp;'],
  ['a workflow command', '::error file=a,line=1::b'],
  ['a workflow command on a line of its own', 'a\n::stop-commands::b\r\n::error::c'],
  ['a workflow command of old', 'a ##[stop-commands]b'],
  ['an escaped line break', 'a%0A::error::b%0D,c:d'],
  ['control characters', 'a\u0000b\u0007\u0008\u007F\u0085c'],
  [
    'colours and links of a terminal',
    '\u001B[31mred\u001B[0m \u001B]8;;http://evil.test\u0007x\u001B]8;;\u0007',
  ],
  ['lone surrogates', 'a\uD800b\uDC00c'],
  ['characters that are none', 'a\uFFFEb\uFFFFc'],
  ['text that runs backwards', 'a\u202Eb\u2066c'],
  ['10 kB', 'x'.repeat(10_000)],
  ['10 kB of backticks', '`'.repeat(10_000)],
  ['10 kB of markup', '<a>'.repeat(3400)],
  ['cells', '| a | b |\n| --- | --- |'],
  ['backticks', '`a``b```c'],
  ['code beside code', '`x`@a`<script>alert(1)</script>` `` `x`@a`<b>`'],
  [
    'links',
    '[x](http://evil.test) ![y](http://evil.test/z.png) <http://evil.test> www.evil.test a@evil.test',
  ],
  ['mentions', '@org/team #12 org/x#3 !4 GH-5 ~bug'],
  ['a heading', '# a'],
  ['a list', '1. a'],
  ['a line', '---'],
  ['an order', '/close'],
  ['html that is cut', '<a href="'],
  ['an attachment', '[[ATTACHMENT|/etc/passwd]]'],
  ['a way out', '../../../etc/passwd'],
  ['an address', 'javascript:alert(1)'],
  ['nothing', ''],
  ['space', '  '],
]

/** A report in which every text that comes from others is this one. */
export function hostileReport(text: string): Report {
  const frame = { file: text, line: 1, column: 1, function: text }
  const finding = findingOf({
    owner: { scope: 'test', id: text, name: text, file: text },
    facts: { kind: 'server', path: text, command: text, url: text, name: text, client: text },
    place: { ...frame, via: text },
    stack: [frame],
    message: text,
    remedy: text,
    evidence: [text],
    suspects: [text, text],
    rule: text,
  })
  const scopes = (['file', 'suite', 'worker', 'run'] as const).map((scope) => ({
    ...finding,
    owner: { ...finding.owner, scope },
  }))
  const warning = { ...finding, level: 'warn' } as const
  const findings = [
    finding,
    warning,
    { ...warning, known: true },
    { ...warning, status: 'held' as const },
    { ...warning, status: 'late' as const },
  ]
  const tests = [testOf({ id: text, name: text, findings }), testOf({ name: text, state: 'skipped' })]
  return reportOf([fileOf({ path: text, project: text, pool: text, tests, findings: scopes })], {
    tool: { name: text, version: text },
    environment: { node: text, platform: text, arch: text, vitest: text, root: text },
    workers: [{ pid: 1, files: [text], samples: [] }],
    trends: [{ file: text, kind: 'heap-memory', fromBytes: 1, toBytes: 2, tests: 3, bytesPerTest: 4 }],
    slowTeardowns: [{ name: text, file: text, teardownMs: 2000 }],
    unchecked: [{ what: text, where: text, why: text }],
    reaped: [{ pid: 1, command: text, signal: 'SIGTERM', outcome: 'ended', owner: text }],
    staleAllows: [text],
  })
}
