import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { PathLike } from 'node:fs'
import type { ScopeContext } from './context.ts'
import type { Ledger } from './ledger.ts'
import { patch } from './patch.ts'

type Callback = (error: NodeJS.ErrnoException | null, result: never) => void

/**
 * Records what the fs calls open. async_hooks cannot: descriptors have no async resource, and FileHandle has
 * one without trigger, store, or `destroy` before it is collected (Node 20–26).
 * Closing is not wrapped: a descriptor number is looked at again when a verdict is due.
 */
export function recordFileOpens<S extends object>(ledger: Ledger<S>, context: ScopeContext<S>): void {
  const descriptors = new DescriptorTable(ledger)
  recordDescriptors(descriptors, ledger, context)
  recordFileHandles(ledger)
  recordDirectories(ledger)
  recordTempDirs(ledger)
}

/** One record a descriptor number: opening it again proves that the earlier one was closed. */
class DescriptorTable<S extends object> {
  readonly #keys = new Map<number, number>()
  readonly #ledger: Ledger<S>

  constructor(ledger: Ledger<S>) {
    this.#ledger = ledger
  }

  opened(fd: number, path: PathLike, as: 'descriptor' | 'stream', error: Error): void {
    const earlier = this.#keys.get(fd)
    if (earlier !== undefined) this.#ledger.release(earlier)
    this.#keys.set(fd, this.#ledger.record({ source: { by: 'open', fd, path: pathText(path), as } }, error))
  }
}

function recordDescriptors<S extends object>(
  table: DescriptorTable<S>,
  ledger: Ledger<S>,
  context: ScopeContext<S>,
): void {
  const kindOf = (): 'descriptor' | 'stream' =>
    context.current().call?.name === 'stream' ? 'stream' : 'descriptor'
  patch(fs, 'openSync', (original) => (...args) => {
    const fd = original.apply(fs, args)
    table.opened(fd, args[0], kindOf(), ledger.capture())
    return fd
  })
  patch(fs, 'open', (original) => {
    const open = original as (...args: unknown[]) => void
    return ((...args: unknown[]) => {
      const error = ledger.capture()
      const as = kindOf()
      open.apply(
        fs,
        replaceCallback(args, (fd) => table.opened(fd as number, args[0] as PathLike, as, error)),
      )
    }) as typeof original
  })
  for (const name of ['createReadStream', 'createWriteStream'] as const) {
    patch(fs, name, (original) => {
      const create = original as (...args: unknown[]) => unknown
      return ((...args: unknown[]) =>
        context.runCall({ name: 'stream', error: ledger.capture() }, () => create.apply(fs, args))) as never
    })
  }
}

function recordFileHandles<S extends object>(ledger: Ledger<S>): void {
  patch(fs.promises, 'open', (original) => async (...args) => {
    const error = ledger.capture()
    const handle = await original.apply(fs.promises, args)
    const source = { by: 'file-handle', path: pathText(args[0]) } as const
    ledger.record({ source, resource: handle, collectable: true }, error)
    return handle
  })
}

function recordDirectories<S extends object>(ledger: Ledger<S>): void {
  const opened = (directory: object, path: unknown, error: Error): void => {
    ledger.record(
      { source: { by: 'opendir', path: pathText(path) }, resource: directory, collectable: true },
      error,
    )
  }
  patch(fs, 'opendirSync', (original) => (...args) => {
    const directory = original.apply(fs, args)
    opened(directory, args[0], ledger.capture())
    return directory
  })
  patch(fs, 'opendir', (original) => {
    const opendir = original as (...args: unknown[]) => void
    return ((...args: unknown[]) => {
      const error = ledger.capture()
      opendir.apply(
        fs,
        replaceCallback(args, (directory) => opened(directory as object, args[0], error)),
      )
    }) as typeof original
  })
  patch(fs.promises, 'opendir', (original) => async (...args) => {
    const error = ledger.capture()
    const directory = await original.apply(fs.promises, args)
    opened(directory, args[0], error)
    return directory
  })
}

function recordTempDirs<S extends object>(ledger: Ledger<S>): void {
  const made = (path: unknown, error: Error): void => {
    ledger.record({ source: { by: 'mkdtemp', path: String(path) } }, error)
  }
  patch(fs, 'mkdtempSync', (original) => {
    const mkdtemp = original as (...args: unknown[]) => unknown
    return ((...args: unknown[]) => {
      const path = mkdtemp.apply(fs, args)
      made(path, ledger.capture())
      return path
    }) as never
  })
  patch(fs, 'mkdtemp', (original) => {
    const mkdtemp = original as (...args: unknown[]) => void
    return ((...args: unknown[]) => {
      const error = ledger.capture()
      mkdtemp.apply(
        fs,
        replaceCallback(args, (path) => made(path, error)),
      )
    }) as never
  })
  patch(fs.promises, 'mkdtemp', (original) => {
    const mkdtemp = original as (...args: unknown[]) => Promise<unknown>
    return (async (...args: unknown[]) => {
      const error = ledger.capture()
      const path = await mkdtemp.apply(fs.promises, args)
      made(path, error)
      return path
    }) as never
  })
}

/** The arguments with the trailing Node-style callback replaced by one that first reports success. */
function replaceCallback(args: readonly unknown[], succeeded: (result: unknown) => void): unknown[] {
  const callback = args.at(-1)
  if (typeof callback !== 'function') return [...args]
  const wrapped: Callback = function (this: unknown, error, result) {
    if (error === null) succeeded(result)
    Reflect.apply(callback, this, [error, result])
  }
  return [...args.slice(0, -1), wrapped]
}

function pathText(path: unknown): string {
  if (path instanceof URL) return fileURLToPath(path)
  return Buffer.isBuffer(path) ? path.toString() : String(path)
}
