export { WatertightReporter as default, WatertightReporter } from './main/reporter.ts'
export type { WatertightOptions } from './options.ts'
