import type { Confirmation, ConfirmationVerdict } from './finding.ts'

/** What running the accused tests again has shown, in a word or three. */
export const CONFIRMATION_WORDS: Readonly<Record<ConfirmationVerdict, string>> = {
  grows: 'grows every run',
  once: 'once only',
  'not-seen': 'not seen again',
  varies: 'varies',
}

/** The same with what it means, and the counts: `grows every run, a leak: seen in 5 of 5 runs`. */
export function sayConfirmation({ verdict, seen, runs }: Confirmation): string {
  const meaning = MEANINGS[verdict]
  return `${CONFIRMATION_WORDS[verdict]}, ${meaning}: seen in ${seen} of ${runs} ${runs === 1 ? 'run' : 'runs'}`
}

const MEANINGS: Readonly<Record<ConfirmationVerdict, string>> = {
  grows: 'a leak',
  once: 'a lazy initialisation',
  'not-seen': 'so it may be flaky',
  varies: 'so it depends on more than the test',
}
