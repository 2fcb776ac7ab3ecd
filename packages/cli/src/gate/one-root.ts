import { isAbsolute, relative, sep } from 'node:path'
import { printable } from '@watertight/findings'
import { UsageError } from '../usage-error.ts'
import type { NamedReport } from './hold-budget.ts'

/**
 * Holds reports to one root: fingerprints and paths count from it, so that those of two packages would be taken for
 * each other. Roots outside of `folder` are checkouts on other machines, as shards have them, and commands have no
 * paths of their own. Throws a `UsageError`.
 */
export function requireOneRoot(reports: readonly NamedReport[], folder: string): void {
  const [first, ...others] = reports.filter(({ report }) => isHere(report, folder))
  const other = others.find(({ report }) => report.environment.root !== first?.report.environment.root)
  if (first === undefined || other === undefined) return
  const roots = `${sayRoot(first, folder)} and ${sayRoot(other, folder)}`
  throw new UsageError(
    `Expected reports of one project, got those of two: ${roots}. Run the gate once for each, with a baseline of its own.`,
  )
}

function isHere({ command, environment: { root } }: NamedReport['report'], folder: string): boolean {
  const path = relative(folder, root)
  return command === undefined && !isAbsolute(path) && path.split(sep)[0] !== '..'
}

function sayRoot({ path, report }: NamedReport, folder: string): string {
  const root = relative(folder, report.environment.root).replaceAll(sep, '/')
  return `${printable(root === '' ? '.' : root, LENGTH)} (${printable(path, LENGTH)})`
}

const LENGTH = 200
