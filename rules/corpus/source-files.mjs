import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const source = /\.[cm]?[jt]sx?$/
const largest = 300_000

/**
 * Paths of the JavaScript and TypeScript files below a folder, relative to it and in a fixed order, without what was
 * generated: declarations, builds, installed packages, minified code.
 */
export function writtenFiles(folder) {
  const generatedFolder = /^(\.git|node_modules|dist|build|coverage|vendor|generated|__generated__)$/
  return listFiles(folder, (name) => !generatedFolder.test(name)).filter(
    (path) =>
      !/(\.d\.[cm]?ts|\.min\.[cm]?js)$/.test(path) && !isMinified(readFileSync(join(folder, path), 'utf8')),
  )
}

/**
 * The same of everything that is there, installed packages and generated files included, but for folders of tools
 * (`.vite-temp`), where files come and go.
 */
export function allFiles(folder) {
  return listFiles(folder, (name) => !name.startsWith('.vite'))
}

function listFiles(folder, isEntered, inside = '') {
  const entries = readdirSync(join(folder, inside), { withFileTypes: true }).toSorted(byName)
  return entries.flatMap((entry) => {
    const path = join(inside, entry.name)
    if (entry.isDirectory()) return isEntered(entry.name) ? listFiles(folder, isEntered, path) : []
    return entry.isFile() && source.test(entry.name) && statSync(join(folder, path)).size <= largest
      ? [path]
      : []
  })
}

// Not by locale: the order must be that of every machine.
function byName(a, b) {
  return a.name < b.name ? -1 : 1
}

function isMinified(text) {
  return text.split('\n').some((line) => line.length > 2000)
}
