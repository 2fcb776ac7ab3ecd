/** The fields of `/proc/<pid>/stat` that are needed to tell, place and judge a process. */
export interface ProcessStat {
  readonly pid: number
  /** The kernel's name of it, at most 15 bytes, chosen by the process: anything may stand in it. */
  readonly name: string
  readonly state: string
  readonly ppid: number
  readonly pgrp: number
  readonly session: number
  /** Clock ticks since boot. */
  readonly startTicks: number
}

/** Parses `/proc/<pid>/stat` (proc_pid_stat(5)); `null` for anything else. */
export function parseStat(text: string): ProcessStat | null {
  const open = text.indexOf('(')
  // The name may itself hold spaces and parentheses: the fields begin after the last one.
  const close = text.lastIndexOf(')')
  if (open < 1 || close < open) return null
  const fields = text.slice(close + 2).split(' ')
  const [state = '', ppid, pgrp, session] = fields
  const stat = {
    pid: Number(text.slice(0, open)),
    name: text.slice(open + 1, close),
    state,
    ppid: Number(ppid),
    pgrp: Number(pgrp),
    session: Number(session),
    startTicks: Number(fields[START_TIME - FIRST_AFTER_NAME]),
  }
  return state.length === 1 && NUMBERS.every((key) => Number.isSafeInteger(stat[key])) ? stat : null
}

// Numbers of fields as the manual page counts them.
const FIRST_AFTER_NAME = 3
const START_TIME = 22

const NUMBERS = ['pid', 'ppid', 'pgrp', 'session', 'startTicks'] as const
