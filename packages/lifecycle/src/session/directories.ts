import { existsSync, lstatSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { codeOf } from '../thrown.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Where records may be, best first: the user's runtime directory, which ends with the last login, and the cache. */
export function recordDirectories(env: Environment = process.env, platform = process.platform): string[] {
  const cache = CACHES[platform] ?? xdgCache
  const bases = [env.XDG_RUNTIME_DIR, cache(env)]
  return bases
    .filter((base): base is string => base !== undefined && isAbsolute(base))
    .map((base) => join(base, 'watertight', 'sessions'))
}

/** Makes a directory for records, if it is not there, and throws when others could put something into it. */
export function prepareDirectory(directory: string): void {
  makeFolder(directory)
  const reason = distrust(directory)
  if (reason !== null) throw new Error(`${directory} is not used: ${reason}`)
}

/** Not `recursive`, with which Node 20 never returns from a file system that makes no folders, such as `/proc`. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error
    makeFolder(dirname(path))
    mkdirSync(path, { mode: 0o700 })
  }
}

/** Why what stands in a directory is not believed; `null` when only this user can put it there. */
export function distrust(directory: string): string | null {
  const stats = lstatSync(directory)
  if (!stats.isDirectory()) return 'it is no directory'
  if (process.getuid === undefined) return null
  if (stats.uid !== process.getuid()) return 'it belongs to another user'
  return (stats.mode & WRITABLE_BY_OTHERS) === 0 ? null : 'others may write into it'
}

const WRITABLE_BY_OTHERS = 0o022

const xdgCache = (env: Environment): string => env.XDG_CACHE_HOME ?? join(homeOf(env), '.cache')

const CACHES: Partial<Record<NodeJS.Platform, (env: Environment) => string | undefined>> = {
  darwin: (env) => join(homeOf(env), 'Library', 'Caches'),
  win32: (env) => env.LOCALAPPDATA,
}

function homeOf(env: Environment): string {
  return env.HOME ?? homedir()
}
