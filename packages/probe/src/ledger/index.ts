export { loadedBuiltin } from '../builtin.ts'
export { resourceOf } from './acquisition.ts'
export type { Acquisition, Source } from './acquisition.ts'
export { LONG_TIMEOUT_MS } from './async-types.ts'
export { after, monotonicMs, pause } from './clock.ts'
export { ClientBirths } from './client-births.ts'
export type { ClientBirth } from './client-births.ts'
export { ScopeContext } from './context.ts'
export type { Call, Context } from './context.ts'
export type { DescriptorChange } from './descriptor-changes.ts'
export { recordFileOpens } from './file-opens.ts'
export { Ledger } from './ledger.ts'
export { ListenerPiles, listenersOf } from './listener-piles.ts'
export type { ListenerPile, PiledListener } from './listener-piles.ts'
export { Openings } from './openings.ts'
export { PromiseMarks } from './promise-marks.ts'
export { recordProcessListeners } from './process-listeners.ts'
export { recordPublicCalls } from './public-calls.ts'
export { markSpawns } from './spawns.ts'
export type { Stack } from './stack-capture.ts'
export {
  innermostLibrary,
  isWatertight,
  locate,
  originOf,
  packageOf,
  parseStack,
  readableFrames,
  registerOwnRoot,
  stackOf,
} from './stack.ts'
export { Requests } from './requests.ts'
export type { Requester, UndiciRequest } from './requests.ts'
