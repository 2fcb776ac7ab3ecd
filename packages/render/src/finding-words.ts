import { printable, sayConfirmation } from '@watertight/findings'
import type { Finding, Frame } from '@watertight/findings'
import type { Listed } from './listed.ts'
import { LENGTHS } from './words.ts'

/** Whom a finding is charged to, as a heading. */
export function ownerTitle({ finding, file, command }: Listed): string {
  const { scope, name, file: path } = finding.owner
  const said: Readonly<Record<typeof scope, string>> = {
    test: `${sayPath(path)} > ${printable(name, LENGTHS.name)}`,
    suite: `${sayPath(path)} > ${printable(name, LENGTHS.name)}`,
    file: sayPath(path),
    worker: `the worker of ${sayPath(file.path)}`,
    run: command === undefined ? 'the run' : printable(command.line, LENGTHS.command),
  }
  return said[scope]
}

/** The paragraph of a finding, on one line. */
export function sayMessage({ message }: Finding): string {
  return printable(message, LENGTHS.message)
}

/** What else is known of a finding, a line each: its evidence, its suspects, what confirmed it, the rule that sees it. */
export function sayDetails({ evidence, suspects = [], confirmation, rule }: Finding): string[] {
  return [
    ...evidence.map((line) => printable(line, LENGTHS.reason)),
    ...suspects.map((name) => `may have been done by ${printable(name, LENGTHS.name)}`),
    ...(confirmation === undefined ? [] : [`run again: ${sayConfirmation(confirmation)}`]),
    ...(rule === undefined ? [] : [`the lint rule ${printable(rule, LENGTHS.name)} shows it in the editor`]),
  ]
}

/** The frames of a finding's stack as V8 prints them, innermost first: `at open (src/server.ts:12:18)`. */
export function sayStack({ stack, place }: Finding): string[] {
  const frames = stack.length === 0 && place ? [place] : stack
  return frames.map(sayFrame)
}

function sayFrame(frame: Frame): string {
  const name = frame.function
  return name === undefined
    ? `at ${sayPosition(frame)}`
    : `at ${printable(name, LENGTHS.name)} (${sayPosition(frame)})`
}

/** `src/server.ts:12:18`. */
export function sayPosition({ file, line, column }: Frame): string {
  return `${sayPath(file)}:${line}:${column}`
}

/** A path, cut where it is too long to be read. */
export function sayPath(path: string): string {
  return printable(path, LENGTHS.path)
}
