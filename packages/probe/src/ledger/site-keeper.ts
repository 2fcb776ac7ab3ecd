import { KeptSite } from './kept-site.ts'
import { isWatertight, originOf, pathOfLocation } from './stack.ts'
import type { FrameOrigin } from './stack.ts'

/** As much of V8's `CallSite` as is asked. */
export interface CallSite {
  getFileName(): string | null | undefined
  getScriptNameOrSourceURL(): string | null | undefined
  getLineNumber(): number | null
  getColumnNumber(): number | null
  getFunctionName(): string | null
  getTypeName(): string | null
  getMethodName(): string | null
  getEvalOrigin(): string | undefined
  isConstructor(): boolean
  isToplevel(): boolean
  isAsync(): boolean
}

/** More files than a suite has: code made at run time may give each piece a name of its own. */
const MOST_FILES = 4096

const NET = /^node:(?:net|tls|_tls_wrap|internal\/(?:async_hooks|net))$/

/** What is known of a file, once for all frames in it. */
interface FileSites {
  readonly origin: FrameOrigin | 'own'
  /** What stands for frames of Node and of the runner, of which file and function are all that counts; else `null`. */
  readonly byName: Map<string | null, KeptSite> | null
}

/** Makes plain data of V8's call sites, no more of each than a place needs. */
export class SiteKeeper {
  readonly #files = new Map<string, FileSites>()

  keep(sites: readonly CallSite[]): KeptSite[] {
    const kept: KeptSite[] = []
    for (const site of sites) {
      const one = this.#keepOne(site)
      if (one !== null) kept.push(one)
    }
    return kept
  }

  /**
   * Whether the user is among these frames and the last of them is the runner's: what follows is all the runner's.
   * Functions of the language, as `new Promise`, have no file.
   */
  reachesRunner(sites: readonly CallSite[]): boolean {
    const last = sites.findLast((site) => fileOf(site) !== null)
    return (
      last !== undefined &&
      this.#originOf(last) === 'runner' &&
      sites.some((site) => this.#originOf(site) === 'user')
    )
  }

  /** The file of whoever called Node's network modules, of which only we and the hooks stand before them. */
  callerOfNet(sites: readonly CallSite[]): string | null {
    return sites.map(fileOf).find((file) => file !== null && !this.#isBelowNet(file)) ?? null
  }

  #isBelowNet(file: string): boolean {
    return NET.test(file) || this.#inFile(file).origin === 'own'
  }

  #originOf(site: CallSite): FileSites['origin'] | null {
    const file = fileOf(site)
    return file === null ? null : this.#inFile(file).origin
  }

  #keepOne(site: CallSite): KeptSite | null {
    const file = fileOf(site)
    const byName = file === null ? null : this.#inFile(file).byName
    if (byName === null) return keepWhole(site, file)
    const name = site.getFunctionName()
    const known = byName.get(name)
    if (known !== undefined) return known
    const quiet = keepWhole(site, file)
    if (quiet !== null) byName.set(name, quiet)
    return quiet
  }

  #inFile(file: string): FileSites {
    const known = this.#files.get(file)
    if (known !== undefined) return known
    if (this.#files.size >= MOST_FILES) this.#files.clear()
    const frame = { file: pathOfLocation(file), line: 1, column: 1 }
    const origin: FileSites['origin'] = isWatertight(frame) ? 'own' : originOf(frame)
    const byName = origin === 'user' || origin === 'library' ? null : new Map<string | null, KeptSite>()
    const sites = { origin, byName }
    this.#files.set(file, sites)
    return sites
  }
}

/** `null` for code that has no file: V8 answers `undefined`, `null` or '' for it. */
function fileOf(site: CallSite): string | null {
  const name = site.getFileName()
  if (typeof name === 'string' && name !== '') return name
  const url = site.getScriptNameOrSourceURL()
  return typeof url === 'string' && url !== '' ? url : null
}

function keepWhole(site: CallSite, file: string | null): KeptSite | null {
  const evalOrigin = file === null ? (site.getEvalOrigin() ?? null) : null
  if (file === null && evalOrigin === null) return null
  return new KeptSite({
    file,
    evalOrigin,
    line: site.getLineNumber() ?? 1,
    column: site.getColumnNumber() ?? 1,
    functionName: site.getFunctionName(),
    typeName: site.getTypeName(),
    methodName: site.getMethodName(),
    isConstructor: site.isConstructor(),
    isToplevel: site.isToplevel(),
    isAsync: site.isAsync(),
  })
}
