import { isFunction, nameOfProperty } from '../analysis/expressions.ts'
import type { Acquisition, FileAnalysis, Node } from '../analysis/model.ts'
import type { FunctionsOption } from './finding.ts'

/** Names of what is done for somebody, again and again: `sendMessage`, `getUser`, `query`. */
const OPERATION =
  /^_*(?:ask|book|cancel|charge|count|create|delete|emit|enqueue|fetch|find|get|insert|invoke|list|load|log|lookup|mail|notify|pay|persist|post|produce|publish|put|query|read|record|remove|resolve|save|search|select|send|sign|store|track|translate|update|upload|upsert|download|verify|write)(?![a-z])/
/** Names of what runs once: when a program starts or ends, or by hand. */
const ONCE =
  /^_*(?:main|run|start|boot\w*|init\w*|setup|set[A-Z]|connect|open|migrate|seed|deploy|install|provision|prepare|wait|check|test|ping|probe|health\w*|ensure|clean\w*|close|stop|shutdown|teardown|tear|reset|drop|backup|restore|import|export|cli)(?![a-z])/
/** What such operations are done on when a program starts, is deployed or is looked at. */
const ONCE_OBJECT =
  /(?:secret|config|credential|parameter|setting|env|schema|migration|seed|database|table|bucket|topic|stream|index|indices|collection|stack|cluster|instance|health|status|version|fixture|snapshot|backup|data(?:set|source)|client|connection|pool|all)(?:s|es)?(?:$|[A-Z])/i
const ONCE_PATH =
  /(?:^|[/._-])(?:cli|cmd|commands?|console|setup|seeds?|seeders?|migrat\w*|deploy\w*|infra\w*|iac|tools?|tasks?|scripts?|custom-?resources?|health\w*|fixtures?|testing|test-\w+|mocks?|generators?|codegen|template\w*)(?:[/._-]|$)/i
/** Functions that make one request with what their options hold: an agent in them serves that one. */
const REQUESTER =
  /(?:^|\.)(?:fetch|request|stream|pipeline|get|post|put|patch|head|delete|axios|got|ky|needle)$/

/** What is known to use what it is given, and to keep it no longer than its own result is used. */
const WRAPPER =
  /(?:^|\.)(?:DynamoDBDocument(?:Client)?\.from|drizzle|Upload|getSignedUrl|createPresignedPost|paginate\w+)$/

/** Whether a function whose callers are unknown is surely called again and again with what it builds inside. */
export function isBuiltPerCall(
  { place, resource, transfers }: Acquisition,
  { file }: FileAnalysis,
  functions: FunctionsOption,
): boolean {
  const { by } = place
  if (functions === 'none' || by === null || !isFunction(by)) return false
  const name = place.label.replaceAll('`', '')
  if (ONCE.test(name) || /command|seed|migrat|script|setup/i.test(nameOfClass(by))) return false
  if (functions === 'any') return true
  if (ONCE_PATH.test(file.filename.replace(file.cwd, '')) || resource.shared !== true) return false
  if (resource.kind === 'agent' && transfers.some(({ to = '' }) => REQUESTER.test(to)))
    return name !== 'a function'
  // What it makes of the client may be a client that it returns.
  if (transfers.some(({ how, to = '' }) => how === 'passed' && !WRAPPER.test(to) && !REQUESTER.test(to)))
    return false
  return OPERATION.test(name) && !ONCE_OBJECT.test(name)
}

function nameOfClass({ parent }: Node): string {
  if (parent?.type !== 'MethodDefinition' && parent?.type !== 'PropertyDefinition') return ''
  return `${parent.parent.parent.id?.name ?? ''} ${nameOfProperty(parent) ?? ''}`
}
