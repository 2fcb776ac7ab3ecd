import { printable } from '@watertight/findings'
import type { Finding, Reaped, Report } from '@watertight/findings'

/** What the terminal shows when a command has ended: one line when there is nothing to say. Pure. */
export function sayRun(report: Report, isColored: boolean): string {
  const paint: Paint = (code, text) => (isColored ? `\u001B[${code}m${text}\u001B[0m` : text)
  const findings = report.files.flatMap((file) => file.findings)
  const failing = findings.filter(({ level }) => level === 'fail')
  const head = ` ${paint(BOLD, 'watertight')}  ${sayVerdict(report, failing.length, paint)}`
  const lines = [
    ...findings.flatMap((finding) => sayFinding(finding, report.reaped)),
    ...extraReaped(report).map(sayFate),
    ...sayContainers(report),
    ...report.staleAllows.map(
      (pattern) => `stale \`--allow\`, nothing matched it: ${printable(pattern, LENGTH)}`,
    ),
    ...report.unchecked.filter(isWorthALine).map(({ what, why }) => `not checked: ${what}: ${why}`),
  ]
  return [head, ...lines.map((line) => `   ${line}`), ''].join('\n')
}

const [BOLD, RED, GREEN, YELLOW] = [1, 31, 32, 33]
const LENGTH = 200

type Paint = (code: number, text: string) => string

/** Where no process can be read, that nothing was seen says nothing. */
function sayVerdict({ command, unchecked }: Report, leaks: number, paint: Paint): string {
  const known = ` · known by ${command?.containment ?? 'marker'}`
  if (leaks > 0) return `${paint(RED, sayCount(leaks))}${known}`
  if (command?.containment !== 'cgroup' && unchecked.some(({ what }) => what === 'processes'))
    return paint(YELLOW, 'what was left behind could not be looked for')
  return `${paint(GREEN, 'nothing left behind')}${known}`
}

function sayCount(count: number): string {
  return `${count} ${count === 1 ? 'leak' : 'leaks'} left behind`
}

function sayFinding({ message, evidence, facts }: Finding, reaped: readonly Reaped[]): string[] {
  const fates = reaped
    .filter(({ pid }) => pid === facts.pid)
    .map(({ outcome, signal }) => FATES[outcome](signal))
  return [message, ...[...evidence, ...fates].map((line) => `  ${line}`)]
}

const FATES: Readonly<Record<Reaped['outcome'], (signal: string) => string>> = {
  ended: (signal) => `ended with ${signal}`,
  refused: () => 'not ended: this process may not signal it',
  survived: (signal) => `survived ${signal}`,
}

/** Processes that no finding begins with: descendants, and what was forked while others were being ended. */
function extraReaped({ files, reaped }: Report): Reaped[] {
  const named = new Set(files.flatMap((file) => file.findings).map(({ facts }) => facts.pid))
  return reaped.filter(({ pid, outcome }) => !named.has(pid) && outcome !== 'ended')
}

function sayFate({ pid, command, outcome, signal }: Reaped): string {
  return `process ${pid} (${printable(command, LENGTH)}): ${FATES[outcome](signal)}`
}

function sayContainers({ command }: Report): string[] {
  return (command?.containers ?? []).map(
    ({ id, name, image, removed }) =>
      `container ${name} (${image}, ${id.slice(0, 12)}) was started meanwhile and ${removed ? 'was removed' : 'is still running'}`,
  )
}

/** That marks had to do, and cannot be read of others, is in the report; it is no news where the system allows nothing else. */
function isWorthALine({ what }: Report['unchecked'][number]): boolean {
  return what !== 'cgroup' && what !== 'environments'
}
