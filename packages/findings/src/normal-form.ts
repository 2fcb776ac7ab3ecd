import { tmpdir } from 'node:os'
import type { Facts } from './finding.ts'
import { relativePath } from './location.ts'

/** What stays of a target from run to run and machine to machine. Addresses, ports, pids, sizes and delays do not. */
export function normalisedTarget(facts: Facts, root: string): (string | undefined)[] {
  const { path, command, url, name, className, protocol, target } = facts
  return [
    protocol,
    className,
    path && normalisedPath(path, root),
    command && normalisedCommand(command, root),
    url && normalisedUrl(url),
    facts.kind === 'process-listener' ? name : name && normalisedText(name),
    target && normalisedText(target),
  ]
}

function normalisedPath(path: string, root: string): string {
  const relative = relativePath(path, root)
  if (!/^(?:\/|[A-Za-z]:\/)/.test(relative)) return normalisedText(relative)
  // Homes, caches and tool folders differ between machines; of temporary paths even the name does.
  return isTemporary(relative) ? '<temporary>' : normalisedText(relative.slice(relative.lastIndexOf('/') + 1))
}

function isTemporary(path: string): boolean {
  return path.startsWith(relativePath(tmpdir(), '')) || TEMPORARY.test(path)
}

/** Where Linux, macOS and Windows keep temporary files by default. */
const TEMPORARY =
  /^(?:\/private)?\/(?:tmp|var\/tmp|var\/folders|dev\/shm)\/|\/AppData\/Local\/Temp\/|\/Windows\/Temp\//i

function normalisedCommand(command: string, root: string): string {
  return command
    .split(/\s+/)
    .map((word) =>
      word.includes('/') || word.includes('\\') ? normalisedPath(word, root) : normalisedText(word),
    )
    .join(' ')
}

/** Method and path; origins have ports, queries have values. */
function normalisedUrl(url: string): string {
  return normalisedText(url.replace(/[a-z][a-z0-9+.-]*:\/\/[^/\s]*/i, '').replace(/[?#].*$/, ''))
}

function normalisedText(text: string): string {
  return text.replace(UUID, '#').replace(HEXADECIMAL, '#').replace(/\d+/g, '#')
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi
/** Hashes and random names: eight hexadecimal digits or more with a digit among them, so that words stay. */
const HEXADECIMAL = /\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi
