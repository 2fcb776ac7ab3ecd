import type { Notice } from '../notice.ts'
import type { Suite } from './suite.ts'
import { element } from './xml.ts'

/** A suite whose cases are what a gate says besides findings; none where it says nothing. */
export function suitesOfNotices(notices: readonly Notice[]): Suite[] {
  if (notices.length === 0) return []
  const failures = notices.filter(({ level }) => level === 'error').length
  const counts = { tests: notices.length, failures, errors: 0, skipped: 0 }
  return [{ name: NAME, ...counts, durationMs: 0, startedAt: undefined, cases: notices.map(caseOf) }]
}

const NAME = 'watertight gate'

function caseOf({ level, text }: Notice) {
  const outcome =
    level === 'error'
      ? element('failure', { message: text, type: 'gate' }, [text])
      : element('system-out', {}, [text])
  return element('testcase', { name: text, classname: NAME, time: '0.000' }, [outcome])
}
