import type { SourceFile } from './source-file.ts'

/** What a file is for, as its path tells. */
export type FileRole = 'test' | 'script' | 'example' | 'benchmark' | 'config' | 'migration' | 'source'

/** Of an absolute path outside the working directory only so many last segments speak: above is the user's machine. */
const TELLING_SEGMENTS = 4

const FILE_NAMES: readonly (readonly [FileRole, RegExp])[] = [
  ['test', /[.-](?:test|tests|spec|specs|e2e|e2e-spec|cy|steps)\.[cm]?[jt]sx?$/],
  ['test', /^(?:test|tests|spec)\.[cm]?[jt]sx?$/],
  ['benchmark', /(?:^|[._-])(?:bench|benchmark)\.[cm]?[jt]sx?$/],
  ['config', /[^/]\.(?:config|conf|setup)\.[cm]?[jt]s$/],
  ['config', /^(?:gulpfile|gruntfile|jakefile|\..+rc)\.[cm]?[jt]s$/i],
  ['migration', /^(?:seed|seeds|seeder|migrate)\.[cm]?[jt]s$/],
]

/** In the order in which they speak: what lies below a folder of tests belongs to the tests. */
const FOLDERS: readonly (readonly [FileRole, RegExp])[] = [
  ['test', /^(?:tests?|__tests__|__mocks__|specs?|e2e|e2e-tests?|integration-tests?|cypress|test-utils)$/],
  ['benchmark', /^(?:bench|benches|benchmarks?|__benchmarks__|perf)$/],
  ['example', /^(?:examples?|docs?|documentation|demos?|samples?|tutorials?|website|playgrounds?|sandbox)$/],
  ['migration', /^(?:migrations?|seeds?|seeders?)$/],
  ['script', /^(?:scripts?|bin|\.github|\.ci|hack)$/],
]

/** A command, unless its folder says more: `test/cli.js` holds tests. */
const COMMAND = /^cli\.[cm]?[jt]sx?$/

/** What a file is for. Tests come first: a benchmark below `test/` is still run by a test runner. */
export function fileRole({ filename, cwd }: Pick<SourceFile, 'filename' | 'cwd'>): FileRole {
  const segments = tellingSegments(filename.replaceAll('\\', '/'), cwd.replaceAll('\\', '/'))
  const name = segments.at(-1) ?? ''
  const byName = FILE_NAMES.find(([, pattern]) => pattern.test(name))
  if (byName !== undefined) return byName[0]
  const folders = segments.slice(0, -1)
  const byFolder = FOLDERS.find(([, pattern]) => folders.some((folder) => pattern.test(folder)))
  return byFolder?.[0] ?? (COMMAND.test(name) ? 'script' : 'source')
}

function tellingSegments(path: string, cwd: string): readonly string[] {
  const root = cwd === '' || cwd.endsWith('/') ? cwd : `${cwd}/`
  if (root !== '' && path.startsWith(root)) return path.slice(root.length).split('/')
  const segments = path.split('/')
  const isAbsolute = path.startsWith('/') || /^[A-Za-z]:\//.test(path)
  return isAbsolute ? segments.slice(-TELLING_SEGMENTS) : segments
}
