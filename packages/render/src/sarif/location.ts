import type { Anchor } from '../anchor.ts'
import { isAbsolute, uriOf } from './uri.ts'

/** The name by which GitHub knows the root of a checkout. */
export const ROOT_NAME = '%SRCROOT%'

/** A `location` (SARIF 2.1.0, 3.28). */
export interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string }
    readonly region: { readonly startLine: number; readonly startColumn?: number }
  }
  readonly message?: { readonly text: string }
}

/** A place as a location, with what happened there. GitHub wants a line: it is the first where none is known. */
export function locationOf({ file, line = 1, column }: Anchor, message?: string): Location {
  const base = isAbsolute(file) ? {} : { uriBaseId: ROOT_NAME }
  const start = column === undefined ? {} : { startColumn: column }
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), ...base },
      region: { startLine: line, ...start },
    },
    ...(message === undefined ? {} : { message: { text: message } }),
  }
}
