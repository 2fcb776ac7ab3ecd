import type http from 'node:http'
import type https from 'node:https'
import type tls from 'node:tls'

/**
 * A module of Node's, without what an `import` does more than load it: that reads every export, and of `node:http` on
 * Node 22 and later one of these is all of undici. Captured at load, because tests may replace it.
 */
export const builtin: typeof process.getBuiltinModule = process.getBuiltinModule.bind(process)

/** The modules that somebody has asked for and found loaded, by name. */
const found = new Map<string, unknown>()

/**
 * A module if anybody in this thread has loaded it: while nobody has, nothing is an instance of its classes. It is
 * never loaded for us, which takes milliseconds, and in the midst of a test Node's own modules would keep the timers
 * that the test has faked.
 */
export function loadedBuiltin<Name extends 'http' | 'https' | 'tls'>(name: Name): Builtins[Name] | undefined {
  if (!found.has(name) && isLoaded(name)) found.set(name, builtin(`node:${name}`))
  return found.get(name) as Builtins[Name] | undefined
}

interface Builtins {
  readonly http: typeof http
  readonly https: typeof https
  readonly tls: typeof tls
}

/** Node lists what it has loaded (lib/internal/bootstrap/realm.js); a Node that does not is believed to have all. */
function isLoaded(name: string): boolean {
  const { moduleLoadList } = process as { moduleLoadList?: readonly string[] }
  return moduleLoadList?.includes(`NativeModule ${name}`) ?? true
}
