/** The modules, without `node:`, that a test file replaces by `vi.mock('ioredis')` and the like: they open nothing. */
export function mockedModules(text: string): ReadonlySet<string> {
  // Where the real module stays within reach, it may be what opens.
  if (!MOCK.test(text) || ACTUAL.test(text)) return NONE
  return new Set([...text.matchAll(MOCKED)].map(([, , module = '']) => module.replace(/^node:/, '')))
}

const NONE: ReadonlySet<string> = new Set()
const MOCK = /\b(?:vi|jest)\.(?:mock|doMock)\(/
const MOCKED = /\b(?:vi|jest)\.(?:mock|doMock)\(\s*(?:import\(\s*)?(['"`])([^'"`]+)\1/g
const ACTUAL = /\b(?:importActual|requireActual|importOriginal|unmock|doUnmock)\b|\bspy:\s*true\b/
