import type { Acquisition } from '../../src/ledger/acquisition.ts'
import { ScopeContext } from '../../src/ledger/context.ts'
import { Ledger } from '../../src/ledger/ledger.ts'
import { locate, parseStack } from '../../src/ledger/stack.ts'
import type { Stack } from '../../src/ledger/stack-capture.ts'

export interface Named {
  readonly name: string
}

/** A ledger with a scope for what belongs to nobody; `acquired` and `released` are what it told of. */
export function createLedger() {
  const file: Named = { name: 'file' }
  const context = new ScopeContext<Named>(file)
  const acquired: Acquisition<Named>[] = []
  const released: Acquisition<Named>[] = []
  const ledger = new Ledger<Named>({
    context,
    onAcquire: (acquisition) => acquired.push(acquisition),
    onRelease: (acquisition) => released.push(acquisition),
  })
  /** What the scope acquired and nobody knows to be gone; of one async type, if that is given. */
  const liveOf = (scope: Named, type?: string): Acquisition<Named>[] =>
    [...ledger.live()].filter(
      (acquisition) => acquisition.scope === scope && (type === undefined || typeOf(acquisition) === type),
    )
  return { file, context, ledger, acquired, released, liveOf }
}

export function typeOf({ source }: Acquisition): string {
  return source.by === 'async-hooks' ? source.type : source.by
}

/** The name of the file and function that acquired it, as a user would be told. */
export function placeOf(stack: Stack | null): string | undefined {
  const place = locate(parseStack(stack?.stack))
  return place && `${place.file.split('/').at(-1) ?? ''} ${place.function ?? ''}`.trim()
}
