import type { Resource } from '../../resources/resource.ts'
import type { Table } from '../../resources/table.ts'
import type { Type, TypeSymbol } from './services.ts'

/** So many classes that extend each other are looked through. */
const MAX_BASES = 8

/** The resource that a type is, or extends: by its name and the package that declares it. */
export function resourceOfType(table: Table, type: Type, bases = MAX_BASES): Resource | null {
  const symbol = type.getSymbol()
  const own = symbol === undefined ? null : resourceOfSymbol(table, symbol)
  if (own !== null || bases === 0 || !type.isClassOrInterface()) return own
  for (const base of type.getBaseTypes() ?? []) {
    const found = resourceOfType(table, base, bases - 1)
    if (found !== null) return found
  }
  return null
}

function resourceOfSymbol(table: Table, { name, declarations = [] }: TypeSymbol): Resource | null {
  for (const declaration of declarations) {
    const module = moduleOfFile(declaration.getSourceFile().fileName)
    const found = module === null ? null : table.byType(module, name)
    if (found !== null) return found
  }
  return null
}

/** The module that a file of types belongs to: `pg` of `…/node_modules/@types/pg/index.d.ts`; null for one's own files. */
function moduleOfFile(path: string): string | null {
  const inside = path.replaceAll('\\', '/').split('/node_modules/').slice(1).at(-1)
  if (inside === undefined) return null
  const builtIn = /^@types\/node\/(?:ts[\d.]+\/)?(.+)\.d\.ts$/.exec(inside)?.[1]
  if (builtIn !== undefined) return builtIn
  const [first = '', second = ''] = inside.split('/')
  if (first === '@types') return second.includes('__') ? `@${second.replace('__', '/')}` : second
  return first.startsWith('@') ? `${first}/${second}` : first
}
