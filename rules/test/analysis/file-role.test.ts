import { expect, test } from 'vitest'
import { fileRole, type FileRole } from '../../src/analysis/file-role.ts'

const CWD = '/home/u/test/project'

const files: readonly (readonly [filename: string, role: FileRole])[] = [
  ['src/server.ts', 'source'],
  ['/home/u/test/project/src/server.ts', 'source'],
  ['/home/u/test/project/test/server.ts', 'test'],
  ['/srv/scripts/deep/down/other/src/server.ts', 'source'],
  ['/srv/other/scripts/seed-all.ts', 'script'],
  ['src/server.test.ts', 'test'],
  ['src/server-test.js', 'test'],
  ['src/__tests__/server.ts', 'test'],
  ['packages/a/spec/server.js', 'test'],
  ['e2e/login.ts', 'test'],
  ['test.js', 'test'],
  ['test/bench/load.js', 'test'],
  ['bench/load.js', 'benchmark'],
  ['src/load.bench.ts', 'benchmark'],
  ['examples/basic/index.js', 'example'],
  ['docs/snippets/pool.js', 'example'],
  ['scripts/release.mjs', 'script'],
  ['bin/cli.js', 'script'],
  ['db/cli.ts', 'script'],
  ['test/cli.ts', 'test'],
  ['vite.config.ts', 'config'],
  ['src/config.ts', 'source'],
  ['.eslintrc.cjs', 'config'],
  ['db/migrations/001-users.ts', 'migration'],
  ['prisma/seed.ts', 'migration'],
  ['C:\\work\\tests\\a.ts', 'test'],
  ['<input>', 'source'],
]

for (const [filename, role] of files) {
  test(`takes ${filename} for ${role}`, () => {
    expect(fileRole({ filename, cwd: CWD })).toBe(role)
  })
}
