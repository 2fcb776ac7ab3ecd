import type { TSESTree } from '@typescript-eslint/utils'
import { nameOfProperty, rewrap, stringOf, unwrap } from './expressions.ts'
import { indexesOf, listOf, type HandlerIndex, type HandlerRecord } from './handlers.ts'
import type { Node } from './model.ts'
import { receiverOf, type Receiver } from './receiver.ts'
import type { SourceFile } from './source-file.ts'

/** Where a value stands in a call: as an argument, in an array of arguments, or as a property of an options object. */
export interface Slot {
  readonly call: TSESTree.CallExpression | TSESTree.NewExpression
  readonly index: number
  readonly property: string | null
}

/** The slot of a call that a value stands in; null where it stands elsewhere. */
export function slotOf(value: Node): Slot | null {
  const site = rewrap(value)
  const { parent } = site
  if (parent?.type === 'Property' && parent.value === site && parent.parent.type === 'ObjectExpression') {
    const slot = slotOfArgument(rewrap(parent.parent))
    return slot === null ? null : { ...slot, property: nameOfProperty(parent) }
  }
  return slotOfArgument(parent?.type === 'ArrayExpression' ? rewrap(parent) : site)
}

function slotOfArgument(argument: Node): Slot | null {
  const { parent } = argument
  if (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') return null
  const index = parent.arguments.indexOf(argument as TSESTree.CallExpressionArgument)
  return index === -1 ? null : { call: parent, index, property: null }
}

/** A function that finds the record of what calls a slot's function back; null where no record knows it. */
export function createHandlerCalls(file: SourceFile): (slot: Slot) => HandlerRecord | null {
  const indexes = indexesOf(file.handlers)
  return (slot) => {
    for (const index of indexes) {
      const record = byOrigin(file, index, slot) ?? byReceiver(file, index, slot)
      if (record !== null) return record
    }
    return null
  }
}

function byOrigin(file: SourceFile, { byExport }: HandlerIndex, slot: Slot): HandlerRecord | null {
  const origin = file.originOf(unwrap(slot.call.callee))
  if (origin === null) return null
  const path = origin.path.replace(/^(?:globalThis|window|global|self)\./, '')
  return byExport.get(`${origin.module}#${path}`)?.find((record) => isTakenBy(record, slot)) ?? null
}

function byReceiver(file: SourceFile, { byMethod }: HandlerIndex, slot: Slot): HandlerRecord | null {
  const callee = unwrap(slot.call.callee)
  if (callee.type !== 'MemberExpression') return null
  const records = byMethod.get(nameOfProperty(callee) ?? '')?.filter((record) => isTakenBy(record, slot))
  if (records === undefined || records.length === 0) return null
  const receiver = receiverOf(file, callee.object)
  return records.find((record) => isMethodOf(record, receiver)) ?? null
}

function isTakenBy(record: HandlerRecord, { call, index, property }: Slot): boolean {
  const [first] = call.arguments
  const properties = listOf(record.property)
  if (properties.length === 0 ? property !== null : !properties.includes(property ?? '')) return false
  if (record.callback !== undefined && record.callback !== index) return false
  if (record.event !== undefined && !listOf(record.event).includes(stringOf(first) ?? '')) return false
  return record.isRouted !== true || property !== null || (index > 0 && first !== undefined && isPath(first))
}

function isPath(node: Node): boolean {
  if (node.type === 'ArrayExpression' || node.type === 'TemplateLiteral' || node.type === 'BinaryExpression')
    return true
  return node.type === 'Literal' && (typeof node.value === 'string' || 'regex' in node)
}

function isMethodOf({ module: modules, receiver }: HandlerRecord, { module, names }: Receiver): boolean {
  if (modules === undefined && receiver === undefined) return true
  if (module !== null && listOf(modules).includes(module)) return true
  // A scoped package is often the user's own: it says no more than a file of theirs.
  const isForeign = module !== null && !module.startsWith('@')
  return !isForeign && receiver !== undefined && names.some((name) => receiver.test(name))
}
