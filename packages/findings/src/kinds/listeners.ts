import { counted, living } from '../amount.ts'
import type { Facts } from '../finding.ts'
import { LIMITS, printable, snippet } from '../untrusted.ts'
import { type KindTable, was } from './record.ts'

const isAttached = (facts: Facts): string => living(facts, 'is still attached', 'are still attached')

/** Listeners on what outlives the test. */
export const LISTENERS: KindTable<'process-listener' | 'listener'> = {
  'process-listener': {
    title: 'Process listener',
    plural: 'Process listeners',
    level: 'fail',
    subject: (facts) => `${listeners(facts)} on \`process\``,
    acquired: was('added'),
    lives: isAttached,
    remedy: (facts) => `Remove it with \`process.off(${quoted(facts)}, listener)\`.`,
    docs: 'docs/kinds/process-listener.md',
  },
  listener: {
    title: 'Event listener',
    plural: 'Event listeners',
    level: 'fail',
    subject: (facts) =>
      `${listeners(facts)} on a shared ${snippet(facts.className ?? 'EventEmitter', LIMITS.event)}`,
    acquired: was('added'),
    lives: isAttached,
    remedy: (facts) =>
      isTarget(facts)
        ? `Remove it with \`removeEventListener(${quoted(facts)}, listener)\`.`
        : `Remove it with \`emitter.off(${quoted(facts)}, listener)\`.`,
    docs: 'docs/kinds/listener.md',
  },
}

function listeners(facts: Facts): string {
  return (
    counted(facts, 'A listener', 'listeners') +
    (facts.name === undefined ? '' : ` for ${snippet(facts.name, LIMITS.event)}`)
  )
}

function quoted({ name = 'event' }: Facts): string {
  return `'${printable(name, LIMITS.event).replaceAll(/[`']/g, '')}'`
}

/** Class names of the DOM's event model, which has other method names than Node's. */
function isTarget({ className = '' }: Facts): boolean {
  return /Signal$|Target$|MessagePort$|BroadcastChannel$/.test(className)
}
