import { counted, living } from '../amount.ts'
import type { Facts } from '../finding.ts'
import { LIMITS, pathSnippet, snippet } from '../untrusted.ts'
import { type KindTable, was } from './record.ts'

const isOpen = (facts: Facts): string => living(facts, 'is still open', 'are still open')

/** Worker threads and what they talk through. */
export const THREADS: KindTable<'worker-thread' | 'message-port' | 'broadcast-channel'> = {
  'worker-thread': {
    title: 'Worker thread',
    plural: 'Worker threads',
    level: 'fail',
    subject: (facts) =>
      counted(facts, 'A worker thread', 'worker threads', facts.path && `running ${pathSnippet(facts.path)}`),
    acquired: was('started'),
    lives: (facts) => living(facts, 'is still alive', 'are still alive'),
    remedy: () => 'End it with `await worker.terminate()`.',
    docs: 'docs/kinds/worker-thread.md',
  },
  'message-port': {
    title: 'Message port',
    plural: 'Message ports',
    level: 'fail',
    subject: (facts) => counted(facts, 'A message port', 'message ports'),
    acquired: was('opened'),
    lives: isOpen,
    remedy: () => 'Close it with `port.close()`.',
    docs: 'docs/kinds/message-port.md',
  },
  'broadcast-channel': {
    title: 'Broadcast channel',
    plural: 'Broadcast channels',
    level: 'fail',
    subject: (facts) =>
      counted(
        facts,
        'A broadcast channel',
        'broadcast channels',
        facts.name && `named ${snippet(facts.name, LIMITS.event)}`,
      ),
    acquired: was('opened'),
    lives: isOpen,
    remedy: () => 'Close it with `channel.close()`.',
    docs: 'docs/kinds/broadcast-channel.md',
  },
}
