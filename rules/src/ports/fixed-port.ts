import { lastNameOf, nameOfCallee, nameOfProperty, unwrap } from '../analysis/expressions.ts'
import type { AcquiringNode, Node } from '../analysis/model.ts'
import type { SourceFile } from '../analysis/source-file.ts'
import { numberOf, valueOf } from './constants.ts'
import { LISTENING, type Listening } from './listening.ts'

/** A port that a call listens on, and that its file fixes. */
export interface FixedPort {
  readonly node: Node
  readonly port: number
  /** It goes to a process that is started, which will listen. */
  readonly isOfProcess: boolean
  /** The number stands in the call itself, and nowhere else in the file. */
  readonly isReplaceable: boolean
}

const HIGHEST_PORT = 65_535

/** Whether a call is named like one that listens: a look so cheap that every call can be given it. */
export function mayListen({ type, callee }: AcquiringNode): boolean {
  return LISTENING.has(`${type === 'NewExpression' ? 'new ' : ''}${lastNameOf(callee)}`)
}

/** The fixed port that a call listens on; null where it is chosen by the system, by a variable or by somebody else. */
export function fixedPortOf(call: AcquiringNode, file: SourceFile): FixedPort | null {
  const name = `${call.type === 'NewExpression' ? 'new ' : ''}${lastNameOf(call.callee)}`
  if (hasSignal(call.arguments, file)) return null
  for (const way of LISTENING.get(name) ?? []) {
    const node = isOfModule(way, call, file) ? portIn(call.arguments, way, file) : null
    const port = node === null ? null : numberOf(node, file)
    if (node === null || port === null || port < 1 || port > HIGHEST_PORT) continue
    const isOfProcess = way.isOfProcess === true
    return {
      node,
      port,
      isOfProcess,
      isReplaceable: way.isHost !== true && !isOfProcess && isOnce(node, port, file),
    }
  }
  return null
}

/** Tests of what a signal ends often end it before it listens. */
function hasSignal(given: readonly Node[], file: SourceFile): boolean {
  return given.some((argument) => propertyOf(valueOf(argument, file), 'signal') !== undefined)
}

function isOfModule(way: Listening, { callee }: AcquiringNode, file: SourceFile): boolean {
  const { module, mentioned, isMethod } = way
  if (isMethod === true && unwrap(callee).type !== 'MemberExpression') return false
  if (mentioned?.test(file.text) === false) return false
  if (module === undefined) return true
  const origin = file.originOf(callee)
  return origin !== null && module.test(origin.module === '' ? nameOfCallee(callee) : origin.module)
}

function portIn(given: readonly Node[], { argument, path }: Listening, file: SourceFile): Node | null {
  let node = given[argument]
  for (const name of path) node = node === undefined ? undefined : propertyOf(valueOf(node, file), name)
  return node ?? null
}

function propertyOf(object: Node, name: string): Node | undefined {
  if (object.type !== 'ObjectExpression') return undefined
  for (const property of object.properties) {
    if (property.type === 'Property' && nameOfProperty(property) === name) return property.value
  }
  return undefined
}

function isOnce(node: Node, port: number, { text }: SourceFile): boolean {
  return node.type === 'Literal' && text.split(String(port)).length === 2
}
