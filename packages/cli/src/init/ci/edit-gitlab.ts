import MagicString from 'magic-string'
import { isSeq } from 'yaml'
import type { YAMLSeq } from 'yaml'
import { Unclear } from '../code/unclear.ts'
import { blockItems, entriesOf, insertItem, parseYaml, textOf, valueAt } from '../yaml/blocks.ts'
import type { CiRequest } from './edit-github.ts'
import { callsGate } from './gate-command.ts'
import { runsVitest } from './test-command.ts'

/**
 * Adds a gate behind the line of each job of a `.gitlab-ci.yml` that runs Vitest; the same text where there is
 * nothing to add. Throws `Unclear`.
 */
export function editGitlab(text: string, request: CiRequest): string {
  const document = parseYaml(text)
  const edit = new MagicString(text)
  for (const [name, job] of entriesOf(document.contents)) {
    const script = valueAt(job, 'script')
    const single = textOf(script)
    if (single !== undefined && runsVitest(single, request.scripts) && !callsGate(single)) {
      throw new Unclear(`the \`script\` of \`${name}\` is one text and no list`)
    }
    if (isSeq(script)) addToScript(edit, script, request)
  }
  return edit.toString()
}

function addToScript(edit: MagicString, script: YAMLSeq, request: CiRequest): void {
  const lines = script.items.map((item) => textOf(item) ?? '')
  if (lines.some(callsGate)) return
  const testing = lines.flatMap((line, index) => (runsVitest(line, request.scripts) ? [index] : []))
  if (testing.length === 0) return
  if (testing.some((index) => (lines[index] ?? '').includes('--shard'))) {
    throw new Unclear('its tests are sharded: the gate belongs into the job that merges their reports')
  }
  const items = blockItems(script, 'a `script`')
  for (const [index, line] of items.entries()) {
    if (testing.includes(index)) insertItem(edit, line, [request.gate], index === 0)
  }
}
