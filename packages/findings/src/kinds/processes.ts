import { countOf, isSeveral, living } from '../amount.ts'
import type { Facts } from '../finding.ts'
import { LIMITS, printable, snippet } from '../untrusted.ts'
import { type KindTable, was } from './record.ts'

/** Processes that a test started, itself or through others. */
export const PROCESSES: KindTable<'child-process' | 'orphan-process'> = {
  'child-process': {
    title: 'Child process',
    plural: 'Child processes',
    level: 'fail',
    subject: (facts) => processes(facts, 'child process', 'child processes'),
    acquired: was('started'),
    lives: runs,
    remedy: () => "End it with `child.kill()` and wait with `await once(child, 'exit')`.",
    docs: 'docs/kinds/child-process.md',
  },
  'orphan-process': {
    title: 'Orphaned process',
    plural: 'Orphaned processes',
    level: 'fail',
    subject: (facts) => processes(facts, 'orphaned process', 'orphaned processes'),
    acquired: was('started'),
    lives: runs,
    remedy: () =>
      'End it before the process that started it, or start that one with `detached: true` and end the whole group with `process.kill(-child.pid)`.',
    docs: 'docs/kinds/orphan-process.md',
  },
}

/** `The child process 1234 (`node server.js`)`; a known process is *the* one, an unknown one *a* one. */
function processes(facts: Facts, one: string, several: string): string {
  const { pid, command } = facts
  const shown = command === undefined ? undefined : snippet(command, LIMITS.command)
  const identity = pid === undefined ? shown : shown === undefined ? String(pid) : `${pid} (${shown})`
  if (isSeveral(facts))
    return `${countOf(facts)} ${several}${identity === undefined ? '' : `, one of them ${identity},`}`
  if (identity === undefined) return `${one.startsWith('o') ? 'An' : 'A'} ${one}`
  return `The ${one} ${identity}`
}

function runs(facts: Facts): string {
  const running = living(facts, 'is still running', 'are still running')
  return isSeveral(facts) ? running : running + portsOf(facts)
}

function portsOf({ listens = [] }: Facts): string {
  if (listens.length === 0) return ''
  const shown = listens.slice(0, 3).map((address) => printable(address, LIMITS.name))
  const more = listens.length > 3 ? ` and ${listens.length - 3} more` : ''
  return `, listening on ${shown.join(', ')}${more},`
}
