import { tmpdir } from 'node:os'
import { posix } from 'node:path'
import type { Facts } from './finding.ts'
import { relativePath, slashed } from './location.ts'

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

/** A source file, told from the folder that it has in common with the root where it lies beside that. */
export function normalisedSource(file: string, root: string): string {
  const relative = relativePath(file, root)
  if (!isAbsolute(relative) || isTemporary(relative)) return relative
  return posix.relative(slashed(root), relative).replace(/^(?:\.\.\/)+/, '')
}

/** A command line in which each path, also one within an argument, is what stays of it. */
export function normalisedCommand(command: string, root: string): string {
  return command
    .split(/\s+/)
    .map((word) => normalisedWord(word, root))
    .join(' ')
}

function normalisedWord(word: string, root: string): string {
  // `--config=/tmp/a`, `PATH=/usr/bin:/bin`, `'/tmp/a'`: what stands before a path is not part of it, but for a drive.
  return word
    .split(/([=,;'"]|(?<!\b[A-Za-z]):)/)
    .map((part) => (/[/\\]/.test(part) ? normalisedPath(part, root) : normalisedText(part)))
    .join('')
}

function normalisedPath(path: string, root: string): string {
  const relative = relativePath(path, root)
  if (!isAbsolute(relative)) return normalisedText(relative)
  // Homes, caches and tool folders differ between machines; of temporary paths even the name does.
  return isTemporary(relative) ? '<temporary>' : normalisedText(relative.slice(relative.lastIndexOf('/') + 1))
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:\/)/.test(path)
}

function isTemporary(path: string): boolean {
  return path.startsWith(`${slashed(tmpdir())}/`) || TEMPORARY.test(path)
}

/** Where Linux, macOS and Windows keep temporary files by default; a drive's letter may be cut off. */
const TEMPORARY =
  /^(?:\/private)?\/(?:tmp|var\/tmp|var\/folders|dev\/shm)\/|\/AppData\/Local\/Temp\/|\/Windows\/Temp\//i

/** Method and path; origins have ports, queries have values. */
function normalisedUrl(url: string): string {
  return normalisedText(url.replace(/[a-z][a-z0-9+.-]*:\/\/[^/\s]*/i, '').replace(/[?#].*$/, ''))
}

function normalisedText(text: string): string {
  return [UUID, HEXADECIMAL, RANDOM, SUFFIX]
    .reduce((rest, pattern) => rest.replace(pattern, '#'), text)
    .replace(/\d+/g, '#')
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi
/** Hashes and random names: eight hexadecimal digits or more with a digit among them, so that words stay. */
const HEXADECIMAL = /\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi
/** Random names in base 36 or 62: ten characters or more, with two digits that stand apart among them. */
const RANDOM = /\b(?=[a-z]*\d+[a-z]+\d)[a-z\d]{10,}\b/gi
/** What `mkdtemp` appends: six letters and digits that are neither a word, nor a name, nor capitals throughout. */
const SUFFIX = /(?<=[-_.])(?![A-Z]?[a-z]+\b|[A-Z]+\b)[A-Za-z\d]{6}\b/g
