import { isDeadState } from '../observed.ts'
import type { MarkedProcesses, ProcessIdentity, ProcessInfo } from '../observed.ts'
import { readEnvironments } from './environments.ts'
import { parsePs, PS_COLUMNS } from './ps.ts'
import type { RunTool } from './run.ts'

/** What ps(1) tells of processes; everything is empty where it is missing. */
export interface ProcessTable {
  readonly read: (pid: number) => ProcessInfo | null
  readonly readAll: () => ProcessInfo[]
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
    readAll: () => listProcesses(run, '-ax'),
    isAlive(identity) {
      const info = read(identity.pid)
      return info !== null && !isDeadState(info.state) && isSame(identity, info.identity)
    },
    childrenOf: (pid) => listProcesses(run, '-ax').filter(({ ppid }) => ppid === pid),
    descendantsOf: (pid) => selectDescendants(listProcesses(run, '-ax'), pid),
    findMarked: (variable) => findMarked(run, variable),
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

function findMarked(run: RunTool, variable: string): MarkedProcesses {
  const environments = readEnvironments(run)
  const others = listProcesses(run, '-ax').filter(
    ({ identity, state }) => identity.pid !== process.pid && !isDeadState(state),
  )
  const processes = others.flatMap((info) => {
    const marker = environments.get(info, variable)
    return marker === null ? [] : [{ ...info, marker }]
  })
  const hidden = others.filter((info) => !isKernelThread(info) && !environments.isShown(info))
  return { processes, unreadable: hidden.length }
}

// Linux's ps writes the names of processes without a command line in brackets.
function isKernelThread({ command }: ProcessInfo): boolean {
  return command.startsWith('[')
}
