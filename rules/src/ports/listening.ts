/** One way to say on which port something listens. */
export interface Listening {
  /** The argument, from 0, and the properties that lead from it to the port. */
  readonly argument: number
  readonly path: readonly string[]
  /** Only as a method: `server.listen(…)`. */
  readonly isMethod?: boolean
  /** Only what comes from such a module, or is such a global: `Bun.serve`. */
  readonly module?: RegExp
  /** Only in files that name this: others have methods of that name for something else. */
  readonly mentioned?: RegExp
  /** It is a container's port on the host, where 0 means something else. */
  readonly isHost?: boolean
  /** A process is told to listen. */
  readonly isOfProcess?: boolean
}

const LISTEN: readonly Listening[] = [
  { argument: 0, path: [], isMethod: true },
  { argument: 0, path: ['port'], isMethod: true },
]
const WEBSOCKETS: readonly Listening[] = [
  { argument: 0, path: ['port'], module: /^(ws|isomorphic-ws)$/ },
  { argument: 0, path: [], module: /^socket\.io$/ },
]
const PROCESSES = /^(child_process|execa|cross-spawn|nano-spawn|tinyexec|tinyspawn)$/
const PROCESS: readonly Listening[] = [1, 2].map((argument) => ({
  argument,
  path: ['env', 'PORT'],
  module: PROCESSES,
  isOfProcess: true,
}))

/** Every way to listen, by the last name of the callee. Vite is not among them: it goes on to the next free port. */
export const LISTENING: ReadonlyMap<string, readonly Listening[]> = new Map([
  ['listen', LISTEN],
  // Of a datagram socket: a prepared statement binds numbers too.
  ['bind', LISTEN.map((way) => ({ ...way, mentioned: /dgram|createSocket/ }))],
  ['serve', [{ argument: 0, path: ['port'], module: /^(@hono\/node-server|srvx|(Bun|Deno)\.serve)$/ }]],
  ['startStandaloneServer', [{ argument: 1, path: ['listen', 'port'], module: /^@apollo\/server/ }]],
  ['new WebSocketServer', WEBSOCKETS],
  ['new Server', WEBSOCKETS],
  [
    'withExposedPorts',
    [0, 1, 2].map((argument) => ({ argument, path: ['host'], isMethod: true, isHost: true })),
  ],
  ...['spawn', 'fork', 'execFile', 'exec', 'x', 'execa', 'execaNode'].map(
    (name): [string, readonly Listening[]] => [name, PROCESS],
  ),
])
