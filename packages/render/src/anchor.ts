import type { Listed } from './listed.ts'

/** A place in a file of the project, to which a remark can be fastened. */
export interface Anchor {
  /** Relative to the root, `/` separated. */
  readonly file: string
  /** 1-based. */
  readonly line?: number
  readonly column?: number
}

/**
 * Where a reader of the code should see a finding: the line that acquired the resource, or the nearest of its callers
 * that is code of the project, or the test. Undefined where there is no such file: a command is none.
 */
export function anchorOf({ finding, file, test, command }: Listed): Anchor | undefined {
  const frames = [...(finding.place ? [finding.place] : []), ...finding.stack]
  const own = frames.find((frame) => isOfProject(frame.file))
  if (own !== undefined) return { file: own.file, line: own.line, column: own.column }
  if (command !== undefined || !isOfProject(file.path)) return undefined
  return test?.line === undefined ? { file: file.path } : { file: file.path, line: test.line }
}

/** Whether a path of a report lies below its root, and not in an installed package. */
function isOfProject(path: string): boolean {
  return path !== '' && !/^(?:\/|[A-Za-z]:[/\\]|node:)|(?:^|\/)(?:node_modules|\.\.)\//.test(path)
}
