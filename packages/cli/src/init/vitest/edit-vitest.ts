import MagicString from 'magic-string'
import type { Expression, ObjectExpression, Property } from 'acorn'
import { appendTo, listOf } from '../code/append.ts'
import { defaultExport } from '../code/exported.ts'
import { follow } from '../code/follow.ts'
import { hasText } from '../code/has-text.ts'
import { readNames } from '../code/names.ts'
import type { Names } from '../code/names.ts'
import { parseCode } from '../code/parse.ts'
import type { Code } from '../code/parse.ts'
import { valueOf } from '../code/property.ts'
import { quoted, readStyle, withLineEnds } from '../code/style.ts'
import type { Style } from '../code/style.ts'
import { Unclear } from '../code/unclear.ts'
import { unwrap } from '../code/unwrap.ts'
import { configObjects } from './config-objects.ts'
import type { Part } from './config-objects.ts'
import { reporterEntry, reporterList } from './lines.ts'
import { reportersOf, testSections } from './test-section.ts'

/** What is known of the project around a Vitest configuration. */
export interface VitestSurroundings {
  /** The text of a module that the configuration imports; undefined if it is not of the project. */
  readonly readModule: (specifier: string) => string | undefined
  readonly hasGithubActions: boolean
}

/** Adds the reporter to a configuration's text; the same text if it is there already. Throws `Unclear`. */
export function editVitest(text: string, surroundings: VitestSurroundings): string {
  const code = parseCode(text)
  if (hasText(code, ['@watertight/vitest', '@watertight/vitest/plugin'])) return text
  const job = new VitestEdit(code, surroundings)
  for (const parts of configObjects(defaultExport(code), job.names, text)) job.addReporter(parts)
  return job.result()
}

class VitestEdit {
  readonly names: Names
  readonly #edit: MagicString
  readonly #style: Style
  readonly #code: Code
  readonly #surroundings: VitestSurroundings
  /** Objects and lists that have it: alternatives may share them. */
  readonly #done = new Set<unknown>()

  constructor(code: Code, surroundings: VitestSurroundings) {
    this.names = readNames(code)
    this.#code = code
    this.#edit = new MagicString(code.text)
    this.#style = readStyle(code.text)
    this.#surroundings = surroundings
  }

  /** `mergeConfig` joins lists, so one place is enough: where `reporters` are already, or else the last object. */
  addReporter(parts: readonly Part[]): void {
    const objects = parts.filter((part) => part.type === 'ObjectExpression')
    for (const part of parts) if (part.type === 'Imported') this.#checkImported(part.from)
    const last = objects.at(-1)
    if (last === undefined) throw new Unclear('the configuration is made in another module')
    const existing = objects
      .map((object) => reportersOf(object, this.names))
      .find((found) => found !== undefined)
    if (existing) for (const property of existing) this.#extend(property)
    else this.#addList(last)
  }

  result(): string {
    const text = withLineEnds(this.#edit.toString(), this.#code.text)
    // A configuration of Vite knows `test` only with Vitest's types; Vitest's own guide has this line.
    const needsTypes = this.#addedTest && importsFromViteOnly(this.names)
    return needsTypes && !text.includes('vitest/config')
      ? withLineEnds(`/// <reference types="vitest/config" />\n${text}`, text)
      : text
  }

  #addedTest = false

  #checkImported(from: string): void {
    const text = this.#surroundings.readModule(from)
    if (text === undefined) throw new Unclear(`what \`${from}\` brings cannot be seen in this file`)
    if (/\breporters\b/.test(text))
      throw new Unclear(`\`${from}\`, which it is joined with, sets \`reporters\` too`)
  }

  #extend(property: Property): void {
    const value = unwrap(valueOf(property))
    if (value.type === 'Literal' && typeof value.value === 'string') {
      const name = this.#code.text.slice(value.start, value.end)
      this.#once(value, () => {
        this.#edit.overwrite(value.start, value.end, `[${name}, ${reporterEntry(this.#style)}]`)
      })
      return
    }
    for (const origin of follow(value, this.names)) {
      if (origin.type !== 'ArrayExpression') throw new Unclear('its `reporters` are computed')
      this.#once(origin, () => this.#appendReporter(origin))
    }
  }

  #appendReporter(array: Extract<Expression, { type: 'ArrayExpression' }>): void {
    const list = listOf(array, array.elements)
    // An empty list means Vitest's own choice.
    const former = list.items.length === 0 ? `${quoted('default', this.#style)}, ` : ''
    appendTo(this.#edit, list, `${former}${reporterEntry(this.#style)}`, this.#style)
  }

  #addList(object: ObjectExpression): void {
    const list = `reporters: ${reporterList(this.#style, this.#surroundings.hasGithubActions)}`
    const tests = testSections(object, this.names)
    for (const test of tests ?? []) this.#addProperty(test, list)
    if (tests !== undefined) return
    this.#addedTest = true
    const { indent } = this.#style
    this.#addProperty(object, `test: {\n${indent}${list.replaceAll('\n', `\n${indent}`)},\n}`)
  }

  #addProperty(object: ObjectExpression, text: string): void {
    this.#once(object, () => appendTo(this.#edit, listOf(object, object.properties), text, this.#style))
  }

  #once(node: unknown, change: () => void): void {
    if (this.#done.has(node)) return
    this.#done.add(node)
    change()
  }
}

function importsFromViteOnly({ imports }: Names): boolean {
  const modules = [...imports.values()].map(({ from }) => from)
  return modules.includes('vite') && !modules.some((from) => /^vitest\b/.test(from))
}
