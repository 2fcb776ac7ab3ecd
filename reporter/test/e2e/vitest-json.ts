/** What is read of the output of Vitest's JSON reporter (the same in 3.2, 4 and 5). */
export interface VitestJson {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly FileResult[]
}

export interface FileResult {
  /** Absolute path. */
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly TestResult[]
}

export interface TestResult {
  readonly ancestorTitles: readonly string[]
  readonly title: string
  readonly status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled'
  /** In ms; absent when the test never began. */
  readonly duration?: number | null
  readonly failureMessages: readonly string[] | null
  /** With `--includeTaskLocation`. 1-based. */
  readonly location?: { readonly line: number; readonly column: number } | null
}

/** `suite > test`, as findings name their owner. */
export function fullNameOf(test: TestResult): string {
  return [...test.ancestorTitles, test.title].filter((title) => title !== '').join(' > ')
}

/** Whether a test began: one that skips itself has begun, and may have acquired something by then. */
export function hasBegun(test: TestResult): boolean {
  return test.status === 'passed' || test.status === 'failed' || typeof test.duration === 'number'
}
