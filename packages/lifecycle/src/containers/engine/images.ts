import type { Chunks } from './request.ts'

/** The name of an image as the engine's `fromImage` and `tag` want it; without a tag it would pull them all. */
export function splitImageName(image: string): { readonly fromImage: string; readonly tag: string } {
  const [name = '', digest] = image.split('@')
  // The colon of a tag stands after the last slash; an earlier one belongs to the registry's port.
  const [, repository = name, tag] = /^(.*):([^/:]+)$/.exec(name) ?? []
  return { fromImage: repository, tag: digest ?? tag ?? 'latest' }
}

/**
 * Reads the progress of a pull, a line of JSON a step, to its end; the error that stopped it, or `null`. The status
 * of the answer does not tell: it is sent before the first step.
 */
export async function readPullError(chunks: Chunks): Promise<string | null> {
  let line = ''
  let error: string | null = null
  for await (const chunk of chunks) {
    const lines = (line + chunk.toString('utf8')).split('\n')
    line = lines.pop() ?? ''
    for (const step of lines) error = readError(step) ?? error
  }
  return readError(line) ?? error
}

function readError(line: string): string | null {
  if (!line.includes('"error"')) return null
  const step = JSON.parse(line) as { error?: unknown }
  return typeof step.error === 'string' ? step.error : null
}
