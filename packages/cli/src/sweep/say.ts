import { basename } from 'node:path'
import { printable } from '@watertight/findings'
import { sayAge } from '@watertight/lifecycle'
import type { Cleared, ClearedSession, FoundProcess, RefusedSession } from '@watertight/lifecycle'

/** What earlier sessions left, or what became of it, a paragraph a session. Pure. */
export function saySweep(sessions: readonly ClearedSession[], nowMs = Date.now()): string {
  return sessions.map((session) => `${saySession(session, nowMs).join('\n')}\n`).join('')
}

/** What is said when there is nothing to clear. */
export function sayNothingLeft(): string {
  return 'Nothing is left of earlier runs.\n'
}

/** What is said where there cannot be anything to clear. */
export function sayNotRecorded(platform: string = process.platform): string {
  const why = platform === 'win32' ? 'on Windows' : 'where no process can be told from another'
  return `watertight: ${why} runs leave no record of what they own, and \`sweep\` can neither find nor clear anything.\n`
}

/** Which records were not believed. */
export function sayRefused(refused: readonly RefusedSession[]): string {
  return refused
    .map(
      ({ path, reason }) =>
        `watertight: the record ${path} was refused, and nothing was done because of it: ${reason}\n`,
    )
    .join('')
}

function saySession(session: ClearedSession, nowMs: number): string[] {
  const { record, state } = session.session
  const { projectRoot, startedAtMs, owner } = record
  const head = `${basename(projectRoot)} · ${printable(owner.command, LENGTH)} (${owner.pid}), ${sayAge(nowMs - startedAtMs)}`
  const why =
    state === 'rebooted' ? ['from before the last start of this machine: nothing of it can run'] : []
  const reason = session.reason === undefined ? [] : [session.reason]
  const entries = session.entries.filter(({ outcome }) => outcome !== 'gone')
  return [
    `${head}: ${OUTCOMES[session.outcome]}`,
    ...[...why, ...reason].map((line) => `  ${line}`),
    ...entries.flatMap((entry) => sayEntry(entry, nowMs)),
  ]
}

const LENGTH = 100

const OUTCOMES: Readonly<Record<ClearedSession['outcome'], string>> = {
  cleared: 'cleared',
  planned: 'left behind',
  failed: 'could not be cleared',
  dropped: 'forgotten',
  busy: 'left alone',
  refused: 'refused',
}

function sayEntry(entry: Cleared, nowMs: number): string[] {
  const { kind, name, subject, outcome, reason, processes } = entry
  const fate =
    outcome === 'planned'
      ? ''
      : `: ${outcome}${reason === undefined ? '' : ` (${printable(reason, LENGTH)})`}`
  const what = name === subject ? '' : ` (${printable(name, LENGTH)})`
  const head = `  ${KINDS[kind]} ${printable(subject, LENGTH)}${what}${fate}`
  return [head, ...processes.map((process) => `    ${sayProcess(process, nowMs)}`)]
}

const KINDS: Readonly<Record<Cleared['kind'], string>> = {
  process: 'process',
  command: 'command still owed:',
  container: 'container',
  path: 'temporary path',
  stray: 'processes of no entry:',
}

function sayProcess({ pid, command, startedAtMs, listens }: FoundProcess, nowMs: number): string {
  const age = startedAtMs === undefined ? '' : `, ${sayAge(nowMs - startedAtMs)}`
  const ports = listens.length === 0 ? '' : `, listening on ${listens.join(', ')}`
  return `${pid} ${printable(command, LENGTH)}${age}${ports}`
}
