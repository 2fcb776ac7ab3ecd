/**
 * One script of the CommonJS modules that the compiler made of the page's own code: a page that is opened from a disk
 * cannot import, and no bundler need be installed where a page is made.
 */
export function linkModules(modules: ReadonlyMap<string, string>, entry = 'client/main.js'): string {
  if (!modules.has(entry))
    throw new Error(`Expected a module \`${entry}\`, got ${[...modules.keys()].join(', ')}.`)
  const table = [...modules].map(([name, code]) => `${JSON.stringify(name)}(exports, require) {\n${code}\n}`)
  return `{
const modules = {${table.join(',\n')}}
const loaded = {}
const load = (name) => {
  if (!(name in loaded)) {
    loaded[name] = {}
    modules[name](loaded[name], (request) => load(new URL(request, 'file:///' + name).pathname.slice(1)))
  }
  return loaded[name]
}
load(${JSON.stringify(entry)})
}`
}
