import type { ProcessInfo } from '../observed.ts'

// Captured, because fake timers replace `Date`.
const parseDate = Date.parse

/** Arguments of ps(1) for lines that `parsePs` reads: POSIX wants one `-o` a column for empty headers. */
export const PS_COLUMNS: readonly string[] = ['pid', 'ppid', 'pgid', 'lstart', 'state', 'command'].flatMap(
  (column) => ['-o', `${column}=`],
)

/** Parses the lines of `ps`; what does not look like a process is left out. */
export function parsePs(text: string): ProcessInfo[] {
  return text.split('\n').flatMap((line) => parseLine(line) ?? [])
}

/** Parses lines of a pid and a text, as in `ps -o pid= -o command=`. */
export function parseTextByPid(text: string): Map<number, string> {
  const matches = text.matchAll(/^ *(\d+) (.*)$/gm)
  return new Map([...matches].map(([, pid, rest = '']) => [Number(pid), rest]))
}

/** There is no boot id without procfs, and none is needed: a start time since the epoch differs after a reboot. */
const PORTABLE_BOOT_ID = 'portable'

// `lstart` is the time of ctime(3): "Fri Nov 20 13:05:56 2026".
const LINE = /^ *(\d+) +(\d+) +(\d+) +(\w{3} +\w{3} +\d+ [\d:]{8} +\d{4}) +(\S)\S* +(.*)$/

function parseLine(line: string): ProcessInfo | null {
  const [, pid, ppid, pgrp, start, state, command] = LINE.exec(line) ?? []
  if (start === undefined || state === undefined || command === undefined) return null
  const startedAtMs = parseDate(`${start} UTC`)
  return {
    identity: { pid: Number(pid), startTicks: startedAtMs, bootId: PORTABLE_BOOT_ID },
    ppid: Number(ppid),
    pgrp: Number(pgrp),
    session: 0,
    state,
    command: command.trimEnd(),
    startedAtMs,
  }
}
