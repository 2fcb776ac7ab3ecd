export {
  BASELINE_VERSION,
  BaselineError,
  baselineEntry,
  compareWithBaseline,
  formatBaseline,
  nextBaseline,
  parseBaseline,
} from './baseline.ts'
export type { BaselineComparison, BaselineEntry } from './baseline.ts'
export { checkedIn } from './checked.ts'
export { CLIENTS } from './clients.ts'
export type { Client } from './clients.ts'
export { byCodeUnits } from './code-units.ts'
export { CONFIRMATION_WORDS, sayConfirmation } from './confirmation.ts'
export { distinct } from './distinct.ts'
export type {
  Confirmation,
  ConfirmationVerdict,
  Facts,
  Finding,
  Frame,
  Level,
  Owner,
  Place,
  ScopeKind,
  SourceDigest,
  Status,
} from './finding.ts'
export { fingerprintOf } from './fingerprint.ts'
export type { Fingerprinted } from './fingerprint.ts'
export type { Kind } from './kind.ts'
export { isKind, KINDS } from './kinds.ts'
export type { KindRecord } from './kinds/record.ts'
export { lintRuleOf } from './lint-rule.ts'
export { leaksOf } from './leaks.ts'
export type { Leak } from './leaks.ts'
export { relativePath, sayPlace } from './location.ts'
export { mergeReports } from './merge-reports.ts'
export type { Reports } from './merge-reports.ts'
export { nearest } from './nearest.ts'
export { ownerLabel } from './owner.ts'
export { sayReceived } from './received.ts'
export { relocateReport } from './relocate-report.ts'
export { REPORT_SCHEMA, REPORT_VERSION } from './report.ts'
export type {
  CommandReport,
  FileReport,
  Reaped,
  Report,
  Sample,
  SlowTeardown,
  StartedContainer,
  Summary,
  TestReport,
  Trend,
  Unchecked,
  WorkerReport,
  WorkerSample,
} from './report.ts'
export { sourceDigest } from './source-digest.ts'
export { describeFinding } from './sentence.ts'
export type { Described } from './sentence.ts'
export { serviceOf, SERVICES } from './services.ts'
export type { Service, ServiceId } from './services.ts'
export { findingsOf, summarise } from './summarise.ts'
export { targetsOf } from './targets.ts'
export { printable } from './untrusted.ts'
