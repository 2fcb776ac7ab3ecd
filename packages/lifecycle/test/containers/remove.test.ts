import { expect, test } from 'vitest'
import { startScript } from '../../../probe/test/started.ts'
import { formatLabels, LABELS, removeContainers } from '../../src/containers/index.ts'
import type { Labels, RemoveOptions } from '../../src/containers/index.ts'
import { claimOf, identityOf } from './claims.ts'
import { connectFake, idOf, listed, nothing, refuse } from './fake-engine.ts'
import type { Answer, Answers, FakeEngine } from './fake-engine.ts'

const [a, b, c, d] = [idOf('a'), idOf('b'), idOf('c'), idOf('d')]
const dead = formatLabels(claimOf({ owner: { ...identityOf(process.pid), startTicks: 1 } }))
const living = formatLabels(claimOf())

test('removes what a dead owner left, and finds nothing the next time', async () => {
  const machine = await startMachine([[a, 10, dead]])
  expect(await machine.remove()).toEqual([{ id: a, outcome: 'removed', reason: ownerEnded() }])
  expect(machine.left()).toEqual([])
  expect(await machine.remove()).toEqual([])
})

test('lets a container alone as long as its owner runs', async () => {
  const { pid } = await startScript('echo; exec sleep 60')
  const machine = await startMachine([[a, 10, formatLabels(claimOf({ owner: identityOf(pid) }))]])
  expect(await machine.remove()).toEqual([
    { id: a, outcome: 'refused', reason: `Its owner still runs as process ${pid}.` },
  ])
  process.kill(pid, 'SIGKILL')
  await expect.poll(async () => (await machine.remove({}, { dryRun: true }))[0]?.outcome).toBe('would-remove')
  expect(machine.left()).toEqual([a])
  expect(await machine.remove()).toMatchObject([{ id: a, outcome: 'removed' }])
  expect(machine.left()).toEqual([])
})

test('never touches what other tools started, or what is labelled in another way than we do', async () => {
  const machine = await startMachine([
    [a, 10, { 'org.testcontainers': 'true', 'org.testcontainers.session-id': 'x' }],
    [b, 10, { 'com.docker.compose.project': 'shop' }],
    [c, 10, { ...dead, [LABELS.owner]: 'me' }],
    [d, 10, null],
  ])
  expect(await machine.remove()).toEqual([
    {
      id: c,
      outcome: 'refused',
      reason: 'It is not proved ours: its label `watertight.owner` cannot be read: `me`.',
    },
  ])
  expect(machine.left()).toEqual([a, b, c, d])
})

test('refuses what an engine lists although it was not asked for it', async () => {
  const machine = await startMachine([[a, 10, null]], { 'GET /containers/json': () => [listed(a, 10)] })
  expect(await machine.remove()).toEqual([
    { id: a, outcome: 'refused', reason: 'It carries no label of ours.' },
  ])
})

test('does not remove what is as young as the sweep that finds it, but in the next sweep', async () => {
  const machine = await startMachine([
    [a, 100, dead],
    [b, 99, dead],
  ])
  machine.setTime(100)
  machine.atPause(() => {
    expect(machine.left()).toEqual([a])
    machine.setTime(101)
  })
  expect(await machine.remove()).toMatchObject([
    { id: a, outcome: 'removed' },
    { id: b, outcome: 'removed' },
  ])
  expect(machine.left()).toEqual([])
})

test('says that a container stayed young, and leaves it', async () => {
  const machine = await startMachine([[a, 1_000, dead]])
  expect(await machine.remove()).toEqual([{ id: a, outcome: 'young', reason: ownerEnded() }])
  expect(machine.left()).toEqual([a])
})

test('finds in a later sweep what the engine was still making', async () => {
  const machine = await startMachine([[a, 10, dead]])
  machine.atPause(() => machine.add(b, 10, dead))
  expect(await machine.remove()).toMatchObject([
    { id: a, outcome: 'removed' },
    { id: b, outcome: 'removed' },
  ])
  expect(machine.left()).toEqual([])
})

test('sweeps on where nothing is found yet, for whoever saw an owner die', async () => {
  const machine = await startMachine([])
  expect(await machine.remove()).toEqual([])
  machine.atPause(() => machine.atPause(() => machine.add(b, 10, dead)))
  expect(await machine.remove({}, { watchMs: 3_000 })).toMatchObject([{ id: b, outcome: 'removed' }])
  expect(machine.left()).toEqual([])
})

test('removes its own session’s containers although their owner lives, and those of no other', async () => {
  const other = formatLabels(claimOf({ session: 'fedcba9876543210' }))
  const machine = await startMachine([
    [a, 10, living],
    [b, 10, other],
  ])
  expect(await machine.remove({}, { ownSession: claimOf().session })).toMatchObject([
    { id: a, outcome: 'removed' },
    { id: b, outcome: 'refused' },
  ])
  expect(machine.left()).toEqual([b])
})

test('looks only at the project and the session that are selected', async () => {
  const machine = await startMachine([
    [a, 10, dead],
    [b, 10, { ...dead, [LABELS.project]: '/other' }],
    [c, 10, { ...dead, [LABELS.session]: 'fedcba9876543210' }],
  ])
  await machine.remove({ byProject: '/other' })
  expect(machine.left()).toEqual([a, c])
  await machine.remove({ bySession: 'fedcba9876543210' })
  expect(machine.left()).toEqual([a])
})

test('says what the engine did not remove, and removes the others', async () => {
  const machine = await startMachine(
    [
      [a, 10, dead],
      [b, 10, dead],
    ],
    {
      'DELETE /containers/{id}': (exchange) =>
        exchange.id === a ? busy(exchange) : machine.delete(exchange),
    },
  )
  expect(await machine.remove()).toEqual([
    { id: a, outcome: 'failed', reason: expect.stringContaining('device or resource busy') as string },
    { id: b, outcome: 'removed', reason: ownerEnded() },
  ])
  expect(machine.left()).toEqual([a])
})

test('tells what it did when the engine dies midway', async () => {
  const machine = await startMachine([[a, 10, dead]], {
    'DELETE /containers/{id}': () => machine.fake.die(),
  })
  expect(await machine.remove()).toEqual([
    { id: a, outcome: 'failed', reason: expect.stringContaining('was lost') as string },
  ])
})

test('rejects where no engine can be asked', async () => {
  const machine = await startMachine([])
  await machine.fake.die()
  await expect(machine.remove()).rejects.toMatchObject({ name: 'EngineError', failure: 'absent' })
})

type Row = readonly [id: string, createdAt: number, labels: Labels | null]

interface Machine {
  readonly fake: FakeEngine
  readonly remove: (
    selection?: Parameters<typeof removeContainers>[0],
    options?: RemoveOptions,
  ) => Promise<readonly { id: string; outcome: string; reason: string }[]>
  readonly left: () => string[]
  readonly add: (...row: Row) => void
  readonly delete: Answer
  /** In seconds, by the clock of the engine. */
  readonly setTime: (seconds: number) => void
  /** Called at the first pause between two sweeps, none of which lasts. */
  readonly atPause: (act: () => unknown) => void
}

const busy = refuse(500, 'device or resource busy')

async function startMachine(rows: readonly Row[], answers: Answers = {}): Promise<Machine> {
  const store = new Map(rows.map((row) => [row[0], row]))
  const state = { seconds: 100, act: (): unknown => undefined }
  const remove: Answer = (exchange) => {
    store.delete(exchange.id)
    return nothing(exchange)
  }
  const fake = await connectFake({
    'GET /_ping': ({ response }) => {
      const Date = new globalThis.Date(state.seconds * 1000).toUTCString()
      response.writeHead(200, { 'Api-Version': '1.41', Date }).end('OK')
    },
    'GET /containers/json': ({ query }) => {
      const wanted = (JSON.parse(query.get('filters') ?? '{}') as { label?: string[] }).label ?? []
      return [...store.values()]
        .filter(([, , labels]) => wanted.every(isOn(labels ?? {})))
        .map((row) => listed(...row))
    },
    'DELETE /containers/{id}': remove,
    ...answers,
  })
  const pause = (): void => {
    const { act } = state
    state.act = () => undefined
    act()
  }
  let nowMs = 0
  const sleep = (ms: number): Promise<void> => {
    nowMs += ms
    return Promise.resolve().then(pause)
  }
  const clock = { now: () => nowMs, sleep }
  return {
    fake,
    remove: async (selection = {}, options = {}) => {
      const results = await removeContainers(selection, { engine: fake.engine, clock, ...options })
      return results.map(({ container, outcome, reason }) => ({ id: container.id, outcome, reason }))
    },
    left: () => [...store.keys()],
    add: (...row) => void store.set(row[0], row),
    delete: remove,
    setTime: (seconds) => void (state.seconds = seconds),
    atPause: (act) => void (state.act = act),
  }
}

function isOn(labels: Labels): (filter: string) => boolean {
  return (filter) => {
    const [name = '', ...value] = filter.split('=')
    return labels[name] !== undefined && (value.length === 0 || labels[name] === value.join('='))
  }
}

function ownerEnded(): string {
  return `Its owner was process ${process.pid}, which has ended; another has its pid.`
}
