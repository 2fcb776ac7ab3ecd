import { RESOURCE_KINDS, type Acquire, type Release, type Resource } from '../resource.ts'
import { type Check, flag, listOf, oneOf, path, position, readRecord, text, unexpected } from './check.ts'

/** Reads a resource of the user's; the id may be left out. */
export function checkResource(value: unknown, name: string): Resource {
  const record = readRecord(value, name, RESOURCE, ['name', 'kind', 'from', 'acquire', 'release'])
  const resource = record as unknown as Omit<Resource, 'id'> & Partial<Resource>
  return { ...resource, id: resource.id ?? `${resource.from[0] ?? 'globalThis'}.${resource.name}` }
}

type Fields<Of> = Readonly<Required<Record<Of extends unknown ? keyof Of : never, Check>>>

const texts = listOf(text)
const SETTLES: readonly Release['settles'][] = ['sync', 'promise', 'callback', 'either', 'event']
const ENDS: readonly NonNullable<Resource['ends']>[] = [
  'never',
  'by-itself',
  'by-peer',
  'when-idle',
  'with-parent',
]

const delivers: Check = (value, name) => {
  if (value === 'result' || value === 'promise') return
  if (typeof value !== 'object') {
    throw unexpected(name, '`result`, `promise` or an object with `callbackParameter`', value)
  }
  readRecord(value, name, { callbackParameter: position, otherwise: oneOf(['result', 'promise']) }, [
    'callbackParameter',
  ])
}

const DETAILS = { by: path, from: texts, isOpen: flag }
const WAYS: { readonly [By in Acquire['by']]: Fields<Extract<Acquire, { by: By }>> } = {
  new: { ...DETAILS, export: path },
  call: { ...DETAILS, export: path, delivers },
  method: { ...DETAILS, of: text, method: text, delivers },
}

const acquire: Check = (value, name) => {
  const by = (value as { readonly by?: unknown } | null | undefined)?.by
  const words = Object.keys(WAYS)
  if (typeof value === 'object' && value !== null) oneOf(words)(by, `${name}.by`)
  readRecord(value, name, WAYS[by as Acquire['by']], ['export', 'of', 'method'])
}

const RELEASE: Fields<Release> = {
  method: text,
  function: text,
  moduleCall: text,
  callbackParameter: position,
  settles: oneOf(SETTLES),
  onlyAsks: flag,
}

const release: Check = (value, name) => {
  const record = readRecord(value, name, RELEASE, ['settles'])
  const ways = ['method', 'function', 'moduleCall', 'callbackParameter']
  if (!ways.some((way) => record[way] !== undefined)) {
    throw unexpected(name, 'an object with `method`, `function`, `moduleCall` or `callbackParameter`', value)
  }
}

const RESOURCE: Fields<Resource> = {
  id: text,
  name: text,
  kind: oneOf(RESOURCE_KINDS),
  from: texts,
  acquire: listOf(acquire),
  release: listOf(release),
  opensOn: texts,
  fluent: texts,
  ends: oneOf(ENDS),
  endEvents: texts,
  detach: texts,
  disposable: oneOf(['sync', 'async']),
  shared: flag,
  engine: flag,
  owns: listOf(position),
  lentTo: texts,
  unlessOption: texts,
  unlessArgument: texts,
  onlyWithOption: texts,
  orAddress: flag,
}
