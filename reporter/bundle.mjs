/**
 * Bundles what every worker loads, for the published package: `npm pack` runs it before, and with `--remove`
 * afterwards, so that nobody who works on the sources runs a stale bundle.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const dist = fileURLToPath(new URL('dist/worker/', import.meta.url))
const folder = `${dist}bundle`

rmSync(folder, { recursive: true, force: true })
if (!process.argv.includes('--remove')) {
  // Vite reads comments of the set-up file, and it is small.
  await bundle({ setup: `${dist}setup.js` }, ['vitest'], {})
  const loader = readFileSync(`${dist}load.cjs`, 'utf8').replace(/^\/\/# sourceMappingURL=.*\n?/m, '')
  writeFileSync(`${folder}/load.cjs`, loader)
  // Names stay: they stand in stacks, and what we wrap is to be called as it was.
  const minify = { compress: false, mangle: false, codegen: true }
  const observer = { 'main-context': `${dist}main-context.js`, preload: `${dist}preload.js` }
  await bundle(observer, ['why-is-node-running'], { chunkFileNames: 'observer.js', minify })
}

async function bundle(input, external, output) {
  const build = await rolldown({ input, platform: 'node', external })
  await build.write({ dir: folder, format: 'esm', ...output })
  await build.close()
}
