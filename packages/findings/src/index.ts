export {
  BASELINE_VERSION,
  BaselineError,
  baselineEntry,
  compareWithBaseline,
  formatBaseline,
  parseBaseline,
} from './baseline.ts'
export type { BaselineComparison, BaselineEntry } from './baseline.ts'
export { CLIENTS } from './clients.ts'
export type { Client } from './clients.ts'
export type { Facts, Finding, Frame, Level, Owner, Place, ScopeKind, Status } from './finding.ts'
export { fingerprintOf } from './fingerprint.ts'
export type { Fingerprinted } from './fingerprint.ts'
export type { Kind } from './kind.ts'
export { isKind, KINDS } from './kinds.ts'
export type { KindRecord } from './kinds/record.ts'
export { relativePath, sayPlace } from './location.ts'
export { nearest } from './nearest.ts'
export { ownerLabel } from './owner.ts'
export { sayReceived } from './received.ts'
export { REPORT_VERSION } from './report.ts'
export type {
  FileReport,
  Reaped,
  Report,
  Sample,
  SlowTeardown,
  Summary,
  TestReport,
  Trend,
  Unchecked,
  WorkerReport,
  WorkerSample,
} from './report.ts'
export { describeFinding } from './sentence.ts'
export type { Described } from './sentence.ts'
export { serviceOf, SERVICES } from './services.ts'
export type { Service, ServiceId } from './services.ts'
export { targetsOf } from './targets.ts'
export { printable } from './untrusted.ts'
