import { loadedBuiltin } from '@watertight/probe/ledger'

/** The classes that servers and sockets are told apart by, as they were when they were first asked for. */
const classes = new Map<string, unknown>()

/** Whether something is an instance of a class of Node's. Loads no module, and never throws for what a test puts there. */
export function isOf(
  instance: object,
  module: 'http' | 'https' | 'tls',
  name: 'Server' | 'TLSSocket',
): boolean {
  const key = `${module}.${name}`
  const found: unknown = classes.get(key) ?? Reflect.get(loadedBuiltin(module) ?? {}, name)
  if (typeof found !== 'function' || typeof found.prototype !== 'object') return false
  classes.set(key, found)
  return instance instanceof found
}
