export { renderSummary } from './summary.ts'
export type { SummaryOptions } from './summary.ts'
