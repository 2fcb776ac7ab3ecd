import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const packages = ['findings', 'probe', 'lifecycle', 'cli']

/** Many start processes and wait for what they do: on a busy machine only something that hangs may take too long. */
const PATIENCE = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } }

/**
 * One project a package; run them one at a time with `--project`, because a project that matches no file
 * passes silently as long as another one has files.
 */
export default defineConfig({
  test: {
    reporters: ['default', '@watertight/vitest'],
    projects: [
      ...packages.map((name) => unit(name, `packages/${name}`)),
      unit('render', 'packages/render', ['test/browser/**']),
      {
        test: {
          // The HTML report in a real browser, one for all tests.
          ...unit('page', 'packages/render').test,
          include: ['test/browser/**/*.test.ts'],
          globalSetup: [resolve('packages/render/test/browser/chromium.ts')],
        },
      },
      unit('reporter', 'reporter', ['test/e2e/**', 'test/packed/**']),
      unit('rules', 'rules', ['test/e2e/**']),
      { test: { name: 'conventions', root: '.ci/checks', include: ['conventions/**/*.test.ts'] } },
      {
        test: {
          name: 'e2e',
          root: 'reporter',
          include: ['test/e2e/**/*.test.ts'],
          // Each case starts Vitest itself; two at once on two cores only make both slow.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'packed',
          root: 'reporter',
          include: ['test/packed/**/*.test.ts'],
          globalSetup: [fileURLToPath(new URL('reporter/test/packed/install.ts', import.meta.url))],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'rules-e2e',
          root: 'rules',
          // Not those of its project, which leak.
          include: ['test/e2e/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})

function unit(name: string, root: string, exclude: string[] = []) {
  return { test: { name, root, include: ['test/**/*.test.ts'], exclude, ...PATIENCE } }
}
