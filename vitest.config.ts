import { defineConfig } from 'vitest/config'

const packages = ['findings', 'probe', 'lifecycle', 'render']

/**
 * One project a package; run them one at a time with `--project`, because a project that matches no file
 * passes silently as long as another one has files.
 */
export default defineConfig({
  test: {
    reporters: ['default', '@watertight/vitest'],
    projects: [
      ...packages.map((name) => unit(name, `packages/${name}`)),
      unit('reporter', 'reporter', ['test/e2e/**']),
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
    ],
  },
})

function unit(name: string, root: string, exclude: string[] = []) {
  return { test: { name, root, include: ['test/**/*.test.ts'], exclude } }
}
