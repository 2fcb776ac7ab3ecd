/**
 * A module that workers load: as one file in a published package, since loading a hundred small ones costs every
 * worker 35 ms more; as it was compiled where the package is worked on.
 */
export function bundled(name: 'setup' | 'main-context' | 'preload'): URL {
  const { existsSync } = process.getBuiltinModule('node:fs')
  // In jsdom and happy-dom Vite rewrites `new URL(…, import.meta.url)` for browsers, where it stands in one piece.
  const own = import.meta.url
  const bundle = new URL(`./bundle/${name}.js`, own)
  return existsSync(bundle) ? bundle : new URL(`./${name}.js`, own)
}
