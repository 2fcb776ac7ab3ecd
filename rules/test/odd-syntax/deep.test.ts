import { describe, expect, test } from 'vitest'
import { lintAll, syntaxErrors } from './lint-all.ts'
import { HEADER } from './pieces.ts'

/** Code that is deep or long in one way; ESLint itself gets through all of it. */
const codes = {
  'a chain of calls': `new Pool()${'.on("error", f)'.repeat(800)}`,
  'a chain of properties': `const a = new Pool()${'.a'.repeat(800)}; a.end()`,
  'a chain of aliases': `const a0 = new Pool()\n${lines(500, (n) => `const a${n + 1} = a${n}`)}`,
  'a ring of aliases': `let a0 = new Pool(), ${list(50, (n) => `a${n + 1} = a${n}`)}; a0 = a50; a0.end()`,
  'a sum': `const a = new Pool()${' + new Pool()'.repeat(800)}`,
  'ternaries in ternaries': `const a = ${'b ? new Pool() : '.repeat(400)}null`,
  'else after else': `${'if (a) { new Pool() } else '.repeat(400)}{ }`,
  'blocks in blocks': `${'{'.repeat(400)} const a = new Pool() ${'}'.repeat(400)}`,
  'functions in functions': `${'function a() { const b = new Pool(); '.repeat(300)}${'}'.repeat(300)}`,
  'arrows in arrows': `const a = ${'() => '.repeat(400)}new Pool()`,
  'arguments in arguments': `${'f('.repeat(400)}new Pool()${')'.repeat(400)}`,
  'arrays in arrays': `const a = ${'['.repeat(400)}new Pool()${']'.repeat(400)}`,
  'patterns in patterns': `const ${'{ a: '.repeat(300)}b${' }'.repeat(300)} = new Pool()`,
  'tries in tries': `async function a() { ${'try { '.repeat(200)}await new Pool().end()${' } finally { b.end() }'.repeat(200)} }`,
  'classes in classes': `${'(class { a = new Pool(); b = '.repeat(150)}1${' })'.repeat(150)}`,
  'functions that call each other': lines(300, (n) => `function f${n}() { return f${(n + 1) % 300}() }`),
  'factories of factories': `${lines(300, (n) => `function f${n}() { return f${n + 1}() }`)}
    function f300() { return new Pool() }
    async function use() { const a = f0(); await a.query("x") }`,
  'one variable written again and again': `let a\n${lines(1000, () => 'a = new Pool()')}`,
  'one resource used again and again': `const a = new Pool()\n${lines(2000, () => 'a.query("x")')}`,
}

describe.each(Object.entries(codes))('%s', { timeout: 300_000 }, (_, code) => {
  test('parses', () => {
    expect(syntaxErrors(HEADER + code, 'js')).toEqual([])
  })

  test('crashes no rule', () => {
    expect(() => lintAll(HEADER + code, 'js')).not.toThrow()
  })
})

function lines(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => line(n)).join('\n')
}

function list(count: number, item: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => item(n)).join(', ')
}
