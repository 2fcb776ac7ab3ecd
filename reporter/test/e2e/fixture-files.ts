import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Paths of the test files below a folder, relative to it. */
export function testFilesIn(folder: string): string[] {
  return filesIn(folder).filter((path) => path.endsWith('.test.ts'))
}

/** Absolute paths of everything below a folder that may carry markers. */
export function sourcesIn(folder: string): string[] {
  return filesIn(folder)
    .filter((path) => /\.m?[jt]s$/.test(path))
    .map((path) => join(folder, path))
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.includes('node_modules'))
    .sort()
}
