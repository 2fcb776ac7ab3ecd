import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writtenFiles } from '../corpus/source-files.mjs'

/** The written sources of a repository, with their paths inside it. */
export function readSources(folder) {
  return writtenFiles(folder).map((path) => ({ path, code: readFileSync(join(folder, path), 'utf8') }))
}
