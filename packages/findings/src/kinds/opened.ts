import { counted, isSeveral, living } from '../amount.ts'
import type { Facts } from '../finding.ts'
import type { Kind } from '../kind.ts'
import { pathSnippet } from '../untrusted.ts'
import { type KindRecord, was } from './record.ts'

/** All that `open` gives has the same words, but for its name and its remedy. */
export function opened(kind: Kind, name: string, remedy: KindRecord['remedy']): KindRecord {
  const title = name.charAt(0).toUpperCase() + name.slice(1)
  return {
    title,
    plural: `${title}s`,
    level: 'fail',
    subject: (facts) => counted(facts, `A ${name}`, `${name}s`, on(facts)),
    acquired: was('opened'),
    lives: (facts) => living(facts, 'is still open', 'are still open') + number(facts),
    remedy,
    docs: `docs/kinds/${kind}.md`,
  }
}

/** `on `path``, for what has a path or a telling target: the inode of a pipe or a socket tells nobody anything. */
export function on({ path, target }: Facts): string | undefined {
  const name = path ?? (target && INODE.test(target) ? undefined : target)
  return name === undefined ? undefined : `on ${pathSnippet(name)}`
}

function number(facts: Facts): string {
  return facts.fd === undefined || isSeveral(facts) ? '' : ` (descriptor ${facts.fd})`
}

const INODE = /^(?:pipe|socket):\[\d+\]$/
