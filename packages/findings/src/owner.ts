import type { Owner, Place } from './finding.ts'
import { relativePath } from './location.ts'
import { LIMITS, printable } from './untrusted.ts'

/** An owner as the parts of a sentence. */
interface OwnerPhrases {
  /** `during "creates a user"`: stands where no place is known. */
  readonly during: string
  /** `"creates a user" ended`; `it ended` where `during` has named it already. */
  readonly ended: string
  /** `"creates a user"`; `it` where `during` has named it already. */
  readonly name: string
}

interface Owned {
  readonly owner: Owner
  readonly place?: Place | undefined
  readonly suspects?: readonly string[] | undefined
  readonly root: string
}

/** How a sentence speaks of the owner; of several suspects together. */
export function sayOwner(owned: Owned): OwnerPhrases {
  const { suspects = [], place } = owned
  if (suspects.length > 1) return saySeveral(suspects.length, place)
  const name = nameOf(owned)
  const during = DURING[owned.owner.scope](name)
  return place
    ? { during, ended: endOf(owned, name), name }
    : { during, ended: ENDED[owned.owner.scope], name: 'it' }
}

/** The owner as one label: `test/api.test.ts > suite > test`, the file alone, `worker`, or the command of a run. */
export function ownerLabel({ scope, file, name }: Owner): string {
  if (scope === 'test' || scope === 'suite') return `${file} > ${name}`
  if (scope === 'run') return name
  return scope === 'file' ? file : scope
}

const DURING: Readonly<Record<Owner['scope'], (name: string) => string>> = {
  test: (name) => `during ${name}`,
  suite: (name) => `during ${name}`,
  file: (name) => `by ${name}`,
  worker: (name) => `in ${name}`,
  run: (name) => `during ${name}`,
}

const ENDED: Readonly<Record<Owner['scope'], string>> = {
  test: 'it ended',
  suite: 'it ended',
  file: 'it ended',
  worker: 'its last file ended',
  run: 'it ended',
}

function saySeveral(count: number, place: Place | undefined): OwnerPhrases {
  const name = `${count} tests or hooks that ran close together`
  const during = `during one of ${name}`
  return place
    ? { during, ended: `${name} had ended`, name }
    : { during, ended: 'they had ended', name: 'them' }
}

function endOf({ owner }: Owned, name: string): string {
  return owner.scope === 'worker' ? 'the last file of its worker ended' : `${name} ended`
}

function nameOf({ owner, place, root }: Owned): string {
  switch (owner.scope) {
    case 'test':
      return `"${printable(owner.name, LIMITS.name)}"`
    case 'suite':
      return `the suite "${printable(owner.name, LIMITS.name)}"`
    case 'file':
      return place && relativePath(place.file, root) === owner.file
        ? 'its file'
        : printable(owner.file, LIMITS.path)
    case 'worker':
      return place ? 'its worker' : 'the worker'
    case 'run':
      return 'the run'
  }
}
