/**
 * Bundles what every worker loads, for the published package: `npm pack` runs it before, and with `--remove`
 * afterwards, so that nobody who works on the sources runs a stale bundle.
 */
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const dist = fileURLToPath(new URL('dist/worker/', import.meta.url))
const folder = `${dist}bundle`

rmSync(folder, { recursive: true, force: true })
if (!process.argv.includes('--remove')) {
  const build = await rolldown({
    input: { 'main-context': `${dist}main-context.js`, preload: `${dist}preload.js` },
    platform: 'node',
    external: ['why-is-node-running'],
  })
  await build.write({ dir: folder, format: 'esm', chunkFileNames: 'observer.js' })
  await build.close()
}
