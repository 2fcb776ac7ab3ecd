import http from 'node:http'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { FetchConnections } from '../../src/ledger/fetch-connections.ts'
import { Openings } from '../../src/ledger/openings.ts'
import { recordPublicCalls } from '../../src/ledger/public-calls.ts'
import { Requests } from '../../src/ledger/requests.ts'
import { createLedger, placeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

describe('a connection that a fetch opens', () => {
  const context = { name: 'a fetch' }
  const look = vi.fn<() => boolean>()
  let fetches: FetchConnections
  const opens = (connector: unknown, within = context): boolean => {
    fetches.connecting(connector, within)
    return fetches.isOwn(context, look)
  }
  // Each client has a function of its own, made by the same code.
  const ofNode = () => () => 'of Node'

  beforeEach(() => {
    fetches = new FetchConnections()
    look.mockReset().mockReturnValueOnce(true).mockReturnValue(false)
    expect(opens(ofNode())).toBe(true)
    expect(look).toHaveBeenCalledTimes(1)
  })

  test('is known by what makes it, once that was looked at', () => {
    expect(opens(ofNode())).toBe(true)
    expect(look).toHaveBeenCalledTimes(1)
  })

  test.each<[string, () => boolean]>([
    ['that other code makes', () => opens(() => 'of a library')],
    ['that nobody knows to make', () => opens(undefined)],
    ['that was announced elsewhere', () => opens(ofNode(), { name: 'another fetch' })],
    ['that was not announced', () => fetches.isOwn(context, look)],
    ['that follows an announced one', () => opens(ofNode()) && fetches.isOwn(context, look)],
    [
      'that is made after something else was',
      () => {
        fetches.connecting(ofNode(), context)
        fetches.forget()
        return fetches.isOwn(context, look)
      },
    ],
  ])('%s is looked at', (_, open) => {
    expect(open()).toBe(false)
    expect(look).toHaveBeenCalledTimes(2)
  })
})

describe('within Node’s own fetch', () => {
  const { ledger, context, liveOf } = createLedger()
  const servers = [http.createServer(answer), http.createServer(answer), http.createServer(answer)]
  const look = vi.spyOn(ledger.stacks, 'callerOfNet')

  beforeAll(async () => {
    recordPublicCalls(ledger, context, new Openings<Named>())
    new Requests<Named>().start(ledger, context)
    ledger.start()
    for (const server of servers) await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  })
  afterAll(async () => {
    for (const server of servers) {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    }
  })

  /** Where the connection is placed that a fetch opens. */
  async function placeOfFetch(
    server: http.Server | undefined,
    init?: RequestInit,
  ): Promise<string | undefined> {
    const scope: Named = { name: 'fetching' }
    await context.run(scope, async function fetches() {
      await (await fetch(`http://127.0.0.1:${(server?.address() as AddressInfo).port}`, init)).text()
    })
    const [connection] = liveOf(scope, 'TCPWRAP')
    return placeOf(connection?.stack ?? null)
  }

  test('connections have the line of their fetch, and one of them is looked at', async () => {
    const [first, second] = servers
    expect(await placeOfFetch(first)).toBe('fetch-connections.test.ts fetches')
    expect(await placeOfFetch(second)).toBe('fetch-connections.test.ts fetches')
    expect(look).toHaveBeenCalledTimes(1)
  })

  test('what a function of the user connects has its line, although Node’s own class has it called', async () => {
    const sockets: net.Socket[] = []
    const connect = function connects(to: { port: string }, done: (error: null, socket: net.Socket) => void) {
      const socket = net.connect(Number(to.port), '127.0.0.1', () => done(null, socket))
      sockets.push(socket)
    }
    const dispatcher = new (classOfAgents())({ connect })
    expect(await placeOfFetch(servers[2], { dispatcher })).toMatch(/^fetch-connections.test.ts .*connects$/)
    for (const socket of sockets) socket.destroy()
  })
})

type AgentClass = new (options: object) => NonNullable<RequestInit['dispatcher']>

/** That of Node's own copy of undici, which leaves its agent there once it has been used. */
function classOfAgents(): AgentClass {
  const [agent] = ['undici.globalDispatcher.2', 'undici.globalDispatcher.1']
    .map(
      (name) => Reflect.get(globalThis, Symbol.for(name)) as { readonly constructor: AgentClass } | undefined,
    )
    .filter((one) => one !== undefined)
  if (agent === undefined) throw new Error('Expected a fetch to have left its dispatcher.')
  return agent.constructor
}

function answer(_: http.IncomingMessage, response: http.ServerResponse): void {
  response.end('ok')
}
