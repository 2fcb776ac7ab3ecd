import type { Tell } from '../tell.ts'
import { staleSessions } from './list-sessions.ts'
import type { ListOptions } from './list-sessions.ts'
import { removeAbandoned } from './record-file.ts'

/** Says in one line that earlier sessions left something, if they did. */
export function sayStale(
  options: ListOptions & Required<Pick<ListOptions, 'directories'>>,
  tell: Tell,
): void {
  for (const directory of options.directories) removeAbandoned(directory)
  const left = staleSessions(options).filter(
    ({ state, record }) => state === 'stale' && record.entries.length > 0,
  )
  if (left.length === 0) return
  const count = left.length === 1 ? 'an earlier session' : `${left.length} earlier sessions`
  tell(`${count} ended without clearing up. See what is left, and clear it, with \`npx watertight sweep\`.`)
}
