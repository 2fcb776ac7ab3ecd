import { expect, test } from 'vitest'
import { withCode } from '../../src/html/inline-code.ts'
import { inlineData, inlineScript, inlineStyle } from '../../src/html/inlined.ts'
import { html } from '../../src/html/markup.ts'
import { HOSTILE } from './made-report.ts'

test('escapes what is put in, and leaves markup as it is', () => {
  expect(html`<b title="${`"<'&>`}">${html`<i>${1}</i>`}${['a', '<']}${undefined}</b>`.text).toBe(
    '<b title="&quot;&lt;&#39;&amp;&gt;"><i>1</i>a&lt;</b>',
  )
})

test('shows what is invisible or turns the direction of text', () => {
  expect(html`${'a\u202Eb\u0000c\uD800'}`.text).toBe('a\\u202eb\\x00c\\ud800')
})

test.each(HOSTILE)('no hostile text makes markup: %j', (text) => {
  expect(html`${text}`.text).not.toMatch(/[<>"'\p{Cc}\p{Cs}]/u)
})

test.each(HOSTILE)('data stays in its element and comes back as it was: %j', (text) => {
  const { text: element } = inlineData('data', [text])
  const json = element.replace(/^<script type="application\/json" id="data">|<\/script>$/g, '')
  expect(json).not.toMatch(/[<>&\u2028\u2029]/)
  expect(JSON.parse(json)).toEqual([text])
})

test('a script cannot end its element, and means the same', () => {
  const { element, source } = inlineScript('a = "</script><!--"')
  expect(element.text).toBe('<script>a = "\\x3c/script>\\x3c!--"</script>')
  expect(source).toMatch(/^'sha256-[\w+/]{43}='$/)
})

test('a style sheet cannot end its element', () => {
  expect(inlineStyle('a::before { content: "</style>" }').element.text).toMatch(
    /^<style>[^<]*<\\\/style>[^<]*<\/style>$/,
  )
})

test('what stands between backticks is code, and a single one is text', () => {
  expect(html`${withCode('call `a()`, not ` <b>')}`.text).toBe('call <code>a()</code>, not ` &lt;b&gt;')
})
