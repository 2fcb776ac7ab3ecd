/**
 * The same line, as no order to GitHub's runner: it obeys `##[command]` anywhere in a line that a job prints, and
 * `::command` where a line begins, whatever white space is before it.
 */
export function disarm(line: string): string {
  return line.replaceAll('##[', '## [').replace(/^(\s*)::/, '$1: :')
}
