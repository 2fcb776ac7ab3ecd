import type { Finding } from './finding.ts'
import { staysInSight, statementAt } from './lint-source.ts'
import type { Kind } from './kind.ts'

/** Rules of eslint-plugin-watertight that speak of what nobody releases. */
export type LeakRule = 'require-release' | 'require-fixture-teardown'

/**
 * The lint rule that would have shown this leak in the editor, told from the finding and the text of the file of its
 * place; `undefined` where none can. The linter gives up a resource that is handed on to where it cannot follow, so
 * that a rule is named only where the acquiring statement, and every later mention of its variable, keep it in sight.
 */
export function lintRuleOf(finding: Leak, source: string): LeakRule | undefined {
  const { kind, owner, place, status } = finding
  const acquiring = ACQUIRING[kind]
  // Another module's code opened it and gave it away, or keeps it for the whole program.
  if (status !== 'leaked' || place?.file !== owner.file || acquiring === undefined) return undefined
  const statement = statementAt(source, place.line)
  if (statement === null || !acquiring.test(statement.text)) return undefined
  if (!staysInSight(statement)) return undefined
  return ruleFor(owner.scope, statement.within)
}

type Leak = Pick<Finding, 'kind' | 'owner' | 'place' | 'status'>

/** What a hook or a fixture opens is its teardown's duty, and so is what a test file opens outside of its tests. */
function ruleFor(scope: Finding['owner']['scope'], within: 'test' | 'hook' | null): LeakRule | undefined {
  if (within === 'hook') return 'require-fixture-teardown'
  if (scope !== 'test') return 'require-fixture-teardown'
  return within === 'test' ? 'require-release' : undefined
}

/**
 * The calls by which each kind is acquired in a way that the linter knows. Kinds that are not here are found by nobody
 * before they run: memory, what listeners pile up, descriptors of native code, what a child process leaves behind.
 */
const ACQUIRING: Readonly<Partial<Record<Kind, RegExp>>> = {
  'broadcast-channel': /\bnew BroadcastChannel\(/,
  descriptor: /\bopenSync\(/,
  'directory-handle': /\bopendir(?:Sync)?\(/,
  'file-handle': /\bopen\(/,
  // A stream that is read ends by itself.
  'file-stream': /\bcreateWriteStream\(/,
  server: /\bcreate(?:Secure)?Server\(|\.listen\(|\bnew \w*Server\(/,
  socket: /\bnew (?:Redis|Client|Pool)\(|\.(?:createConnection|createPool|connectAsync)\(|\bconnect\(/,
  timer: /\bsetInterval\(/,
  'udp-socket': /\bcreateSocket\(/,
  'unix-socket': /\bcreateServer\(/,
  watcher: /\bwatch(?!File)\w*\(/,
  'worker-thread': /\bnew Worker\(/,
}
