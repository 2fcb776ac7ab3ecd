export type { Facts, Finding, Frame, Level, Owner, Place, ScopeKind, Status } from './finding.ts'
export type { Kind } from './kind.ts'
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
