import type { Source } from './acquisition.ts'

/** How a kind of asynchronous resource is recorded. */
export interface AsyncType {
  readonly source: Source
  /** Whether the garbage collector may end it, so that only a weak reference may be kept. */
  readonly collectable: boolean
  /**
   * How its end is learned: a handle is closed by `HandleWrap.prototype.close`, a worker thread is announced by
   * `destroy`, and the others are asked themselves.
   */
  readonly ends: 'closed' | 'destroyed' | 'asked'
}

/**
 * The async_hooks types that stand for something held, from Node's provider list (src/async_wrap.h).
 * Left out, with reasons: FILEHANDLE and DIRHANDLE are destroyed at garbage collection only and carry
 * no context, so that the calls that open them are recorded instead; TLSWRAP is destroyed then too, and what
 * it holds open is the TCPWRAP beneath it; request wraps (…REQWRAP, …CONNECTWRAP) end by themselves; SIGNALWRAP
 * is seen as the process listener it stands for; TTYWRAP is the process's own.
 */
export const ASYNC_TYPES: ReadonlyMap<string, AsyncType> = new Map(
  [
    handle('TCPSERVERWRAP'),
    handle('TCPWRAP'),
    handle('PIPESERVERWRAP'),
    handle('PIPEWRAP'),
    handle('UDPWRAP'),
    { type: 'HTTP2SESSION', collectable: true, ends: 'asked' } as const,
    handle('FSEVENTWRAP'),
    handle('STATWATCHER'),
    handle('PROCESSWRAP'),
    { type: 'WORKER', collectable: false, ends: 'destroyed' } as const,
    { type: 'MESSAGEPORT', collectable: true, ends: 'asked' } as const,
  ].map(({ type, ...rest }) => [type, { ...rest, source: { by: 'async-hooks', type } }]),
)

/** Timers shorter than this, unless they repeat, end by themselves soon enough: recorded with few frames. */
export const LONG_TIMEOUT_MS = 1000

function handle(type: string) {
  return { type, collectable: false, ends: 'closed' } as const
}
