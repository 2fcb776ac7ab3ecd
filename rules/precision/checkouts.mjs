import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Path of the checkout of a repository, as `git clone` names it or by owner and name; null if there is none. Throws unless
 * it is at its commit.
 */
export function findCheckout(folder, { repository, commit }) {
  const [owner, name] = repository.split('/')
  const paths = [name, `${owner}+${name}`, join(owner, name)].map((inside) => join(folder, inside))
  const path = paths.find((candidate) => existsSync(candidate))
  if (path === undefined) return null
  const head = execFileSync('git', ['-C', path, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
  if (head !== commit) {
    throw new Error(
      `Expected ${path} to be at ${commit}, got ${head}. Run \`git -C ${path} checkout ${commit}\`.`,
    )
  }
  return path
}
