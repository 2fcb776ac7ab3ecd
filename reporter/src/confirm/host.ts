import { sayReason } from '../worker/reason.ts'
import type { Answer, Request } from './messages.ts'
import { openSession, type Session } from './session.ts'

// Run by `watertight confirm` as a process of its own, from the project: the project's own Vitest loads here.
let session: Session | null = null
let work = Promise.resolve()
/** As long as Vitest gives its own teardown by default. */
const PATIENCE_MS = 10_000
let isLeaving = false

process.on('message', (request: Request) => {
  work = work.then(() => answer(request))
})
// Whoever asked has heard enough, or is gone: what the project's global set-up started is torn down.
process.on('disconnect', leave)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, leave)

function leave(): void {
  if (isLeaving) return
  isLeaving = true
  setTimeout(() => process.exit(), PATIENCE_MS).unref()
  void Promise.resolve(session?.close()).finally(() => process.exit())
}

async function answer(request: Request): Promise<void> {
  try {
    if (request.type === 'open') {
      session = await openSession(request)
      tell({ type: 'ready' })
    } else {
      const files = (await session?.run(request.round, (path) => tell({ type: 'progress', path }))) ?? []
      tell({ type: 'shown', files })
    }
  } catch (error) {
    tell({ type: 'failed', why: sayReason(error) })
  }
}

function tell(message: Answer): void {
  if (process.connected) process.send?.(message)
}
