/** Key of a file task's `meta` under which a worker leaves why it could not observe the file. */
export const REASON_KEY = 'watertightReason'

/** Leaves why a file is not observed, for the main process to say once; never throws. */
export function leaveReason(
  file: { readonly meta: Record<string, unknown> } | undefined,
  error: unknown,
): void {
  if (file !== undefined) file.meta[REASON_KEY] = sayReason(error)
}

/** An error in one line, whatever was thrown. */
export function sayReason(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
