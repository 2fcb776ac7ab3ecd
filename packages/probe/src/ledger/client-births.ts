import { EventEmitter } from 'node:events'
import type { ScopeContext } from './context.ts'
import type { Ledger } from './ledger.ts'
import { patch } from './patch.ts'
import type { Stack } from './stack-capture.ts'

/** A client object that a library built for somebody: the line to blame when it connects later by itself. */
export interface ClientBirth<S extends object> {
  readonly scope: S
  readonly stack: Stack
}

/**
 * Class names of clients that connect in a later tick, where no user frame is left on the stack:
 * ioredis (`process.nextTick`), mqtt, amqplib, bullmq, mongodb's driver, NATS.
 */
const CLIENT_CLASSES: ReadonlySet<string> = new Set([
  'Redis',
  'Cluster',
  'RedisClient',
  'MqttClient',
  'MongoClient',
  'Queue',
  'QueueEvents',
  'Client',
  'Pool',
  'BoundPool',
  'Manager',
  'FSWatcher',
])
const KEPT = 64

interface Initialisable {
  init(this: object, ...args: unknown[]): unknown
}

/** Remembers the last clients built in this thread; bounded, since only young ones have sockets without a place. */
export class ClientBirths<S extends object> {
  readonly #births: ClientBirth<S>[] = []

  start(ledger: Ledger<S>, context: ScopeContext<S>): void {
    const note = (): void => {
      const { scope, call } = context.current()
      // The pools of a fetch have its line already.
      if (call?.name === 'fetch') return
      if (this.#births.length === KEPT) this.#births.shift()
      this.#births.push({ scope, stack: ledger.capture() })
    }
    patch(
      EventEmitter as unknown as Initialisable,
      'init',
      (original) =>
        function init(this: object, ...args: unknown[]) {
          try {
            if (isClient(this)) note()
          } catch {
            // A constructor property that throws: every emitter is built through here, whatever it looks like.
          }
          return original.apply(this, args)
        },
    )
  }

  /** Newest first. */
  of(scope: S): ClientBirth<S>[] {
    return this.#births.filter((birth) => birth.scope === scope).reverse()
  }
}

/** What `fs.watch` makes has the name of chokidar's, is made for each file, and has the line of its call already. */
function isNodesWatcher(name: string, emitter: object): boolean {
  return name === 'FSWatcher' && !('add' in emitter)
}

/** Classes whose instances are no clients, whatever they look like: nearly all, and asked for every emitter. */
const others = new WeakSet<object>()

function isClient(emitter: object): boolean {
  const { constructor } = emitter as { readonly constructor: unknown }
  if (typeof constructor !== 'function' || others.has(constructor)) return false
  // A class that takes its methods over by copying (ioredis) carries EventEmitter's constructor, not its own.
  if (constructor === EventEmitter) return Object.getPrototypeOf(emitter) !== EventEmitter.prototype
  if (CLIENT_CLASSES.has(constructor.name)) return !isNodesWatcher(constructor.name, emitter)
  others.add(constructor)
  return false
}
