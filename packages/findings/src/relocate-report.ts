import { posix } from 'node:path'
import type { Finding, Frame } from './finding.ts'
import { relativePath, slashed } from './location.ts'
import type { FileReport, Report } from './report.ts'

/**
 * The same report with its paths relative to `root` instead, where its own root lies below that: what a package of a
 * monorepo calls `test/api.test.ts` is `packages/api/test/api.test.ts` for the repository. Sentences stay as they are.
 */
export function relocateReport(report: Report, root: string): Report {
  const prefix = relativePath(report.environment.root, root)
  if (prefix === slashed(report.environment.root)) return report
  const move = (path: string): string => (isRelative(path) ? posix.join(prefix, path) : path)
  const commands = new Set(report.files.filter((file) => isCommand(file, report)).map(({ path }) => path))
  const moveFile = (path: string): string => (commands.has(path) ? path : move(path))
  return {
    ...report,
    environment: { ...report.environment, root },
    files: report.files.map((file) => relocateFile(file, move, moveFile)),
    workers: report.workers.map((worker) => ({ ...worker, files: worker.files.map(moveFile) })),
    trends: report.trends.map((trend) => ({ ...trend, file: move(trend.file) })),
    slowTeardowns: report.slowTeardowns.map((slow) => ({ ...slow, file: move(slow.file) })),
  }
}

type Move = (path: string) => string

/** Absolute paths, and those of the runtime (`node:fs`), mean the same everywhere. */
function isRelative(path: string): boolean {
  return path !== '' && !/^(?:\/|[A-Za-z]:[/\\]|node:)/.test(path)
}

function isCommand({ command }: FileReport, report: Report): boolean {
  return (command ?? report.command) !== undefined
}

function relocateFile(file: FileReport, move: Move, moveFile: Move): FileReport {
  const findings = (list: readonly Finding[]): Finding[] =>
    list.map((finding) => relocateFinding(finding, move))
  return {
    ...file,
    path: moveFile(file.path),
    tests: file.tests.map((test) => ({ ...test, findings: findings(test.findings) })),
    findings: findings(file.findings),
  }
}

function relocateFinding(finding: Finding, move: Move): Finding {
  const { owner, place, stack } = finding
  const name = owner.scope === 'file' ? move(owner.name) : owner.name
  return {
    ...finding,
    owner: { ...owner, name, file: move(owner.file) },
    stack: stack.map((frame) => relocateFrame(frame, move)),
    ...(place === undefined ? {} : { place: relocateFrame(place, move) }),
  }
}

function relocateFrame<T extends Frame>(frame: T, move: Move): T {
  return { ...frame, file: move(frame.file) }
}
