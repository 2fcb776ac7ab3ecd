/** One statement of a file, as far as its indentation tells. */
export interface Statement {
  readonly text: string
  /** The other lines in which its variable can be seen; empty where it has none. */
  readonly scope: readonly string[]
  /** The variable that holds what it acquires. */
  readonly holder: string | undefined
  /** What calls the code around it. */
  readonly within: 'test' | 'hook' | null
}

/** The statement at a 1-based line of a formatted source; `null` where there is none. */
export function statementAt(source: string, line: number): Statement | null {
  const lines = source.split('\n')
  const end = line - 1
  if (isBlank(lines[end])) return null
  const start = beginningOf(lines, end)
  const text = lines.slice(start, end + 1).join('\n')
  const holder = (ASSIGNED.exec(text) ?? OPENED.exec(text))?.[1]
  const scope = holder === undefined ? [] : scopeOf(lines, start, end, holder)
  return { text, scope, holder, within: withinOf(lines, start) }
}

/** Whether what is acquired stays in its variable, or goes nowhere: nobody else is given it, nobody closes it. */
export function staysInSight({ text, scope, holder }: Statement): boolean {
  return holder === undefined ? DROPPED.test(text) : !scope.some((line) => leavesSight(line, holder))
}

/** `const server = …`, `server = …`. */
const ASSIGNED = /^\s*(?:(?:const|let|var)\s+)?([\w$]+)(?:\s*:[^=]+)?\s*=(?![=>])/
/** `await client.connect()`: made somewhere else, opened here. */
const OPENED = /(?<![\w$.])(?!vi\b)([a-z$_][\w$]*)\.(?:connect|listen)\(/
/** A call whose value goes nowhere, or only to those who use a fixture. */
const DROPPED = /^\s*(?:await |void )?(?:use\()?(?:await )?(?:new )?[\w$.]+\(/

function leavesSight(line: string, holder: string): boolean {
  const name = holder.replaceAll('$', String.raw`\$`)
  const mention = new RegExp(String.raw`(?<![\w$.'"\`])${name}(?![\w$:'"\`])(.{0,40})`, 'g')
  const code = line.replace(COMMENT, '').replace(UNSET, '')
  return [...code.matchAll(mention)].some(([, next = '']) => !USE.test(next) || RELEASE.test(next))
}

/** `let server: Server` */
const UNSET = /^\s*(?:let|var)\s+[\w$]+\s*(?:!?:[^=]+)?;?\s*$/
const COMMENT = /(?<!:)\/\/.*$/
/** To read a member, to call a method, to declare it and to assign it keep it in sight. */
const USE = /^[?!]?\.\w|^\s*(?:\?\?)?=(?![=>])/
const RELEASE =
  /^[?!]?\.(?:close|closeSync|destroy|disconnect|dispose|drain|end|kill|quit|release|stop|terminate|unref)\b/

/** A statement over several lines, seen from its last, begins where its indentation was left. */
function beginningOf(lines: readonly string[], end: number): number {
  let start = end
  while (start > 0 && /^\s*[}\])]/.test(lines[start] ?? '')) {
    const depth = depthOf(lines[start])
    do start -= 1
    while (start > 0 && (isBlank(lines[start]) || depthOf(lines[start]) > depth))
  }
  return start
}

/** The block of the variable's declaration without the statement; the whole file where none is found. */
function scopeOf(lines: readonly string[], start: number, end: number, holder: string): string[] {
  const from = declarationOf(lines, start, holder)
  const depth = from === 0 ? 0 : depthOf(lines[from])
  const left = lines.findIndex((line, at) => at > end && !isBlank(line) && depthOf(line) < depth)
  return [...lines.slice(from, start), ...lines.slice(end + 1, left === -1 ? undefined : left)]
}

function declarationOf(lines: readonly string[], start: number, holder: string): number {
  for (let at = start; at > 0; at -= 1) {
    const line = lines[at] ?? ''
    if (depthOf(line) <= depthOf(lines[start]) && DECLARATION.exec(line)?.[1] === holder) return at
  }
  return 0
}

const DECLARATION = /^\s*(?:const|let|var)\s+([\w$]+)/

function withinOf(lines: readonly string[], start: number): Statement['within'] {
  let depth = depthOf(lines[start]) + 1
  for (let at = start; at >= 0; at -= 1) {
    const line = lines[at] ?? ''
    if (isBlank(line) || depthOf(line) >= depth) continue
    depth = depthOf(line)
    if (HOOK.test(line)) return 'hook'
    if (TEST.test(line)) return 'test'
  }
  return null
}

const HOOK = /\b(?:before|after|around)(?:Each|All)\(|\bonTest(?:Finished|Failed)\(|\.extend(?:<.{0,300}>)?\(/
const TEST = /^\s*(?:test|it)\b/

function depthOf(line = ''): number {
  return line.length - line.trimStart().length
}

function isBlank(line = ''): boolean {
  return line.trim() === ''
}
