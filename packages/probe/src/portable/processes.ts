import { isDeadState } from '../observed.ts'
import type { MarkedProcess, MarkedProcesses, ProcessIdentity, ProcessInfo } from '../observed.ts'
import { readEnvironments } from './environments.ts'
import { parsePs, PS_COLUMNS } from './ps.ts'
import type { RunTool } from './run.ts'

/** What ps(1) tells of processes; everything is empty where it is missing. */
export interface ProcessTable {
  readonly read: (pid: number) => ProcessInfo | null
  readonly isAlive: (identity: ProcessIdentity) => boolean
  readonly childrenOf: (pid: number) => ProcessInfo[]
  readonly descendantsOf: (pid: number) => ProcessInfo[]
  readonly findMarked: (variable: string) => MarkedProcesses
}

/** Makes a table that asks `ps` anew each time. */
export function createProcessTable(run: RunTool): ProcessTable {
  const read = (pid: number): ProcessInfo | null => listProcesses(run, '-p', String(pid))[0] ?? null
  return {
    read,
    isAlive(identity) {
      const info = read(identity.pid)
      return info !== null && !isDeadState(info.state) && isSame(identity, info.identity)
    },
    childrenOf: (pid) => listProcesses(run, '-ax').filter(({ ppid }) => ppid === pid),
    descendantsOf: (pid) => selectDescendants(listProcesses(run, '-ax'), pid),
    findMarked: (variable) => ({ processes: listMarked(run, variable), unreadable: 0 }),
  }
}

function listProcesses(run: RunTool, ...selection: string[]): ProcessInfo[] {
  const output = run('ps', [...selection, '-ww', ...PS_COLUMNS])
  // `ps` is a child of ours and sees itself.
  return output === null ? [] : parsePs(output.text).filter(({ identity }) => identity.pid !== output.pid)
}

function isSame(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return one.startTicks === other.startTicks && one.bootId === other.bootId
}

function selectDescendants(all: readonly ProcessInfo[], pid: number): ProcessInfo[] {
  const alive = all.filter(({ state }) => !isDeadState(state))
  const found: ProcessInfo[] = []
  const parents = new Set([pid])
  for (const parent of parents) {
    const children = alive.filter(({ ppid, identity }) => ppid === parent && !parents.has(identity.pid))
    found.push(...children)
    for (const { identity } of children) parents.add(identity.pid)
  }
  return found
}

function listMarked(run: RunTool, variable: string): MarkedProcess[] {
  const environments = readEnvironments(run)
  return listProcesses(run, '-ax').flatMap((info) => {
    const { pid } = info.identity
    const marker = pid === process.pid || isDeadState(info.state) ? null : environments.get(info, variable)
    return marker === null ? [] : [{ ...info, marker }]
  })
}
