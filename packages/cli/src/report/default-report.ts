/** Where the reporter writes the report unless it is told otherwise, from the root of a project. */
export const DEFAULT_REPORT = '.watertight/report.json'
