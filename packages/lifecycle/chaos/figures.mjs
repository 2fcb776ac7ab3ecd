import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'

const [BEGIN, END] = ['<!-- figures: written by npm run chaos -- --write -->', '<!-- /figures -->']

/** Replaces what stands between the markers of a page, in the repository's format. */
export async function writeFigures(path, text) {
  const page = readFileSync(path, 'utf8')
  const [before, rest] = page.split(BEGIN)
  const after = rest?.split(END)[1]
  if (after === undefined) throw new Error(`Expected ${BEGIN} and ${END} in ${path}, found no pair of them.`)
  const written = `${before}${BEGIN}\n\n${text}\n\n${END}${after}`
  writeFileSync(path, await format(written, { ...(await resolveConfig(path)), filepath: path }))
}

/** The outcome of a trial as markdown: what must be zero, and how long clearing took for each way of killing. */
export function describeFigures({ results, seed, strangers, signalled }) {
  const count = (key) => results.reduce((sum, result) => sum + result[key].length, 0)
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  return [
    `${results.length.toLocaleString('en')} kills at random moments, seed ${seed}, on ${process.platform} with Node ${process.versions.node}; ${results.filter(({ isRunning }) => isRunning).length.toLocaleString('en')} of the runs had not ended by themselves.`,
    table([
      ['after all of them', 'count'],
      ['processes that survived', String(count('survivors'))],
      ['records that were left', String(count('records'))],
      ['temporary folders that were left', String(count('folders'))],
      [`owed commands that never ran, of ${sum('owed').toLocaleString('en')}`, String(count('missing'))],
      ['owed commands that ran again, because the run was killed during them', String(sum('repeated'))],
      [`strangers that were signalled, of ${strangers}`, String(signalled)],
    ]),
    table([
      ['killed by', 'kills', 'everything gone after, median', 'slowest'],
      ...kinds(results).map((kind) =>
        row(
          kind,
          results.filter((result) => result.kind === kind),
        ),
      ),
    ]),
  ].join('\n\n')
}

function kinds(results) {
  return [...new Set(results.map(({ kind }) => kind))].sort()
}

function row(kind, results) {
  const times = results.map(({ clearMs }) => clearMs).sort((one, other) => one - other)
  const ms = (value) => `${Math.round(value).toLocaleString('en')} ms`
  return [kind, String(results.length), ms(times[times.length >> 1]), ms(times.at(-1))]
}

function table([head, ...rows]) {
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
