import { printable } from '@watertight/findings'
import type { Finding, TestReport } from '@watertight/findings'
import { sayDetails, sayMessage, sayStack } from '../finding-words.ts'
import type { Listed } from '../listed.ts'
import { LENGTHS } from '../words.ts'
import { element } from './xml.ts'
import type { Element } from './xml.ts'

/** A test case, and what becomes of it. */
export interface Case {
  readonly element: Element
  readonly verdict: 'passed' | 'failure' | 'error' | 'skipped'
}

interface Described {
  readonly name: string
  /** The path of the file: JUnit's word is from Java. */
  readonly classname: string
  readonly state: TestReport['state']
  readonly durationMs: number
  readonly listed: readonly Listed[]
}

/** The case of a test, or of whatever else findings are charged to. */
export function caseOf({ name, classname, state, durationMs, listed }: Described): Case {
  const failing = listed.filter(({ finding }) => finding.level === 'fail')
  const verdict = failing.length > 0 ? 'failure' : VERDICTS[state]
  const notes = listed.filter(({ finding }) => finding.level !== 'fail')
  const children = [...(OUTCOMES[verdict]?.() ?? []), ...failing.map(failureOf), ...outputOf(notes)]
  const time = (durationMs / 1000).toFixed(3)
  const attributes = { name: printable(name, LENGTHS.title), classname, time }
  return { verdict, element: element('testcase', attributes, children) }
}

const VERDICTS = { passed: 'passed', failed: 'error', skipped: 'skipped', pending: 'skipped' } as const

/** A test that failed by an error of its own must not look healthy in a system that reads no other file. */
const OUTCOMES: Readonly<Partial<Record<Case['verdict'], () => Element[]>>> = {
  skipped: () => [element('skipped', {})],
  error: () => [element('error', { message: OWN_ERROR, type: 'own-error' })],
}

const OWN_ERROR = 'It failed by an error of its own, and not by a leak: the report of its runner tells it.'

function failureOf({ finding }: Listed): Element {
  const message = sayMessage(finding)
  const lines = [message, ...sayDetails(finding), ...sayStack(finding).map((line) => `    ${line}`)]
  return element('failure', { message, type: finding.kind }, [lines.join('\n')])
}

/** GitLab and Jenkins read `[[ATTACHMENT|path]]` in the output of a case as a file to be shown. */
function outputOf(notes: readonly Listed[]): Element[] {
  if (notes.length === 0) return []
  const lines = notes.map(({ finding }) => `${noteOf(finding)}: ${sayMessage(finding)}`)
  return [element('system-out', {}, [lines.join('\n').replaceAll('[[', '[ [')])]
}

function noteOf({ known, status }: Finding): string {
  return known === true ? 'known' : NOTES[status]
}

const NOTES = { leaked: 'warning', held: 'held', late: 'released late' } as const
