import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { FetchConnections } from '../../src/ledger/fetch-connections.ts'
import { Openings } from '../../src/ledger/openings.ts'
import { recordPublicCalls } from '../../src/ledger/public-calls.ts'
import { Requests } from '../../src/ledger/requests.ts'
import { createLedger, placeOf } from './recorded-ledger.ts'
import type { Named } from './recorded-ledger.ts'

class NodesRequest {
  readonly copy = 'of Node'
}
class LibrarysRequest {
  readonly copy = 'of a library'
}

describe('a connection that a fetch opens', () => {
  const context = { name: 'a fetch' }
  const look = vi.fn<() => boolean>()
  let fetches: FetchConnections
  const opens = (request: object, within = context): boolean => {
    fetches.requested(request, within)
    fetches.connecting(within)
    return fetches.isOwn(context, look)
  }

  beforeEach(() => {
    fetches = new FetchConnections()
    look.mockReset().mockReturnValueOnce(true).mockReturnValue(false)
    // The class of Node's requests is learned by a look.
    expect(opens(new NodesRequest())).toBe(true)
    expect(look).toHaveBeenCalledTimes(1)
  })

  test('is known by the class of its request, once that was looked at', () => {
    expect(opens(new NodesRequest())).toBe(true)
    expect(look).toHaveBeenCalledTimes(1)
  })

  test.each<[string, () => boolean]>([
    ['of a request of a library', () => opens(new LibrarysRequest())],
    ['that was announced elsewhere', () => opens(new NodesRequest(), { name: 'another fetch' })],
    ['that was not announced', () => fetches.isOwn(context, look)],
    ['that follows an announced one', () => opens(new NodesRequest()) && fetches.isOwn(context, look)],
    [
      'that is announced with no request in the same turn',
      () => {
        opens(new NodesRequest())
        fetches.connecting(context)
        return fetches.isOwn(context, look)
      },
    ],
  ])('%s is looked at', (_, open) => {
    expect(open()).toBe(false)
    expect(look).toHaveBeenCalledTimes(2)
  })
})

describe('of Node’s own fetch', () => {
  const { ledger, context, liveOf } = createLedger()
  const [first, second] = [http.createServer(answer), http.createServer(answer)]

  beforeAll(async () => {
    recordPublicCalls(ledger, context, new Openings<Named>())
    new Requests<Named>().start(ledger, context)
    ledger.start()
    for (const server of [first, second])
      await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  })
  afterAll(async () => {
    for (const server of [first, second]) {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    }
  })

  test('one connection is looked at, and all have the line of their fetch', async () => {
    const look = vi.spyOn(ledger.stacks, 'callerOfNet')
    for (const server of [first, second]) {
      const scope: Named = { name: 'fetching' }
      await context.run(scope, async function fetches() {
        await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).text()
      })
      const [connection] = liveOf(scope, 'TCPWRAP')
      expect(placeOf(connection?.stack ?? null)).toBe('fetch-connections.test.ts fetches')
    }
    expect(look).toHaveBeenCalledTimes(1)
  })
})

function answer(_: http.IncomingMessage, response: http.ServerResponse): void {
  response.end('ok')
}
