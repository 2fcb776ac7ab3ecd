import type { Labels } from './engine/answers.ts'

/** Which tool started a container, as its labels tell. */
export interface RecognisedContainer {
  readonly tool: 'testcontainers' | 'compose'
  /** The compose project. */
  readonly project: string | null
  /** The compose service. */
  readonly service: string | null
  /** The testcontainers session, at whose end its own reaper removes the container. */
  readonly session: string | null
  /** Whether its tool means it to stay when the session ends: a container made for reuse. */
  readonly isMeantToStay: boolean
}

/** Recognises the containers of testcontainers, in all its languages, and of docker compose; `null` for others. */
export function recogniseContainer(labels: Labels): RecognisedContainer | null {
  const tool = TOOLS.find(({ marks }) => find(labels, marks) !== null)
  if (tool === undefined) return null
  return {
    tool: tool.tool,
    project: find(labels, PROJECT),
    service: find(labels, SERVICE),
    session: find(labels, SESSION),
    isMeantToStay: Object.keys(labels).some((name) => REUSE.test(name)),
  }
}

// Each language of testcontainers spells its labels in its own way.
const SESSION = ['org.testcontainers.session-id', 'org.testcontainers.sessionId']
const REUSE = /^org\.testcontainers\.(.+[-.])?hash$/
const PROJECT = ['com.docker.compose.project', 'io.podman.compose.project']
const SERVICE = ['com.docker.compose.service', 'io.podman.compose.service']

// Testcontainers starts compose projects too, and answers for them then.
const TOOLS: readonly { tool: RecognisedContainer['tool']; marks: readonly string[] }[] = [
  { tool: 'testcontainers', marks: ['org.testcontainers', 'org.testcontainers.managed-by', ...SESSION] },
  { tool: 'compose', marks: PROJECT },
]

function find(labels: Labels, names: readonly string[]): string | null {
  const name = names.find((name) => labels[name] !== undefined)
  return name === undefined ? null : (labels[name] ?? null)
}
