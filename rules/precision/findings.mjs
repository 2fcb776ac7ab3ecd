import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { levels, makeLint } from '../corpus/lint.mjs'
import { writtenFiles } from '../corpus/source-files.mjs'

/** The findings of one configuration in a checkout, with how many files were read. */
export function findingsOf(checkout, set) {
  const { lint } = makeLint(levels(set))
  const paths = writtenFiles(checkout)
  const findings = paths.flatMap((path) => {
    const code = readFileSync(join(checkout, path), 'utf8')
    return (lint(code, path).messages ?? []).map((message) => asFinding(path, code, message))
  })
  return { fileCount: paths.length, findings }
}

function asFinding(path, code, { ruleId, line, message }) {
  const rule = ruleId.replace('watertight/', '')
  return { path, line, rule, message, code: code.split('\n')[line - 1].trim() }
}
