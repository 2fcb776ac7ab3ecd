/** How a kind of asynchronous resource is recorded. */
export interface AsyncType {
  /** Whether the garbage collector may end it, so that only a weak reference may be kept. */
  readonly collectable: boolean
}

/**
 * The async_hooks types that stand for something held, from Node's provider list (src/async_wrap.h).
 * Left out, with reasons: FILEHANDLE and DIRHANDLE are destroyed at garbage collection only and carry
 * no context, so that the calls that open them are recorded instead; TLSWRAP is destroyed then too, and what
 * it holds open is the TCPWRAP beneath it; request wraps (…REQWRAP, …CONNECTWRAP) end by themselves; SIGNALWRAP
 * is seen as the process listener it stands for; TTYWRAP is the process's own.
 */
export const ASYNC_TYPES: ReadonlyMap<string, AsyncType> = new Map([
  ['TCPSERVERWRAP', { collectable: false }],
  ['TCPWRAP', { collectable: false }],
  ['PIPESERVERWRAP', { collectable: false }],
  ['PIPEWRAP', { collectable: false }],
  ['UDPWRAP', { collectable: false }],
  ['HTTP2SESSION', { collectable: true }],
  ['FSEVENTWRAP', { collectable: false }],
  ['STATWATCHER', { collectable: false }],
  ['PROCESSWRAP', { collectable: false }],
  ['WORKER', { collectable: false }],
  ['MESSAGEPORT', { collectable: true }],
])

/** Timers shorter than this, unless they repeat, end by themselves soon enough: recorded without a stack. */
export const LONG_TIMEOUT_MS = 1000
