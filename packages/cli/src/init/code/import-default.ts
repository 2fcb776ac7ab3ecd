import type MagicString from 'magic-string'
import type { AnyNode } from 'acorn'
import { isCommonJs } from './exported.ts'
import type { Names } from './names.ts'
import type { Code } from './parse.ts'
import { quoted } from './style.ts'
import type { Style } from './style.ts'

/** Loads the default export of a module behind the other imports; returns the name that it has in the file. */
export function importDefault(
  edit: MagicString,
  code: Code,
  names: Names,
  { module, name, style }: { readonly module: string; readonly name: string; readonly style: Style },
): string {
  const local = names.taken.has(name) ? `${name}Plugin` : name
  const source = quoted(module, style)
  const loads = isCommonJs(code) ? `const ${local} = require(${source})` : `import ${local} from ${source}`
  const statement = `${loads}${style.semicolon}`
  const former = code.program.body.filter(isLoading).at(-1)
  if (former) edit.appendLeft(former.end, `\n${statement}`)
  else edit.appendLeft(headEnd(code), `${statement}\n\n`)
  return local
}

function isLoading(node: AnyNode): boolean {
  if (node.type === 'ImportDeclaration') return true
  if (node.type !== 'VariableDeclaration') return false
  return node.declarations.some(
    ({ init }) =>
      init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require',
  )
}

/** Behind what must come first: directives, and comments like `// @ts-check` that a blank line sets apart. */
function headEnd({ text, program }: Code): number {
  const directive = program.body.filter((node) => 'directive' in node).at(-1)
  if (directive) return directive.end + (/^\r?\n(?:\r?\n)*/.exec(text.slice(directive.end))?.[0].length ?? 0)
  return /^(?:#!.*\r?\n)?(?:\/\/.*\r?\n)*(?:\r?\n)*/.exec(text)?.[0].length ?? 0
}
