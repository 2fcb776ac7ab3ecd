import { printable } from '@watertight/findings'
import type { ProcessIdentity } from '@watertight/probe'
import type { Labels } from './engine/answers.ts'
import type { HostIdentity } from './host.ts'

/** To whom a container belongs. */
export interface ContainerIdentity {
  /** 16 hexadecimal digits, as in the environment marker of its processes. */
  readonly session: string
  /** The process that owns it: when that is gone, nobody wants the container any more. */
  readonly owner: ProcessIdentity
  /** Absolute path of the project's root. */
  readonly project: string
}

/** What the labels of a container say: to whom it belongs, and where its owner's pid means something. */
export interface ContainerClaim extends ContainerIdentity {
  readonly host: HostIdentity
}

/**
 * The labels of our containers. Labels are fixed when a container is made and die with it, so that they tell whose
 * it is even when every process and file of its session is gone.
 */
export const LABELS = {
  /** The session's 16 hexadecimal digits. */
  session: 'watertight.session',
  /** `<pid>/<start ticks>/<boot id>` of the owner. */
  owner: 'watertight.owner',
  /** `<machine>/<pid namespace>` in which the owner's pid counts. */
  host: 'watertight.host',
  /** Absolute path of the project's root. */
  project: 'watertight.project',
} as const

/** What each label holds. */
export function formatLabels({ session, owner, host, project }: ContainerClaim): Labels {
  return {
    [LABELS.session]: session,
    [LABELS.owner]: [owner.pid, owner.startTicks, owner.bootId].join('/'),
    [LABELS.host]: [host.machine, host.pidNamespace].join('/'),
    [LABELS.project]: project,
  }
}

/** Labels as they were read: a claim, or why there is none although it carries one of ours; `null` when it is not ours. */
export type ReadLabels = { readonly claim: ContainerClaim } | { readonly problem: string } | null

/** Reads labels strictly: whatever `formatLabels` does not write is a problem, and no reason to act. */
export function readLabels(labels: Labels): ReadLabels {
  if (!Object.keys(labels).some(isOurLabel)) return null
  const [session, owner, host, project] = FORMS.map(([name, form]) => form.exec(labels[name] ?? ''))
  if (!session || !owner || !host || !project) return { problem: sayProblem(labels) }
  return {
    claim: {
      session: session[0],
      owner: { pid: Number(owner[1]), startTicks: Number(owner[2]), bootId: owner[3] ?? '' },
      host: { machine: host[1] ?? '', pidNamespace: host[2] ?? '' },
      project: project[0],
    },
  }
}

/** Whether only we write labels of this name. */
export function isOurLabel(name: string): boolean {
  return name.startsWith('watertight.')
}

const FORMS: readonly (readonly [name: string, form: RegExp])[] = [
  [LABELS.session, /^[\da-f]{16}$/],
  [LABELS.owner, /^([1-9]\d{0,9})\/(\d{1,15})\/([\w:-]*)$/],
  [LABELS.host, /^([\da-f]{16})\/(\d*)$/],
  [LABELS.project, /^.+$/s],
]

function sayProblem(labels: Labels): string {
  const [name = ''] = FORMS.find(([name, form]) => !form.test(labels[name] ?? '')) ?? []
  const value = labels[name]
  return value === undefined
    ? `its label \`${name}\` is missing`
    : `its label \`${name}\` cannot be read: \`${printable(value, 60)}\``
}
