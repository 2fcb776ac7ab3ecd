import { expect, test } from 'vitest'
import { adoptContainer, formatLabels, listContainers, releaseContainer } from '../../src/containers/index.ts'
import { claimOf } from './claims.ts'
import { connectFake, idOf, inspected, listed, nothing, refuse } from './fake-engine.ts'

const id = idOf('a')
const compose = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'db' }

test('adopts what compose started, and gives the record by which another process can release it', async () => {
  const { engine, address, asked } = await connectFake({
    'GET /containers/{id}/json': () =>
      inspected(id, {}, { Config: { Image: 'postgres', Labels: compose }, NetworkSettings: ports() }),
    'POST /containers/{id}/stop': nothing,
    'DELETE /containers/{id}': nothing,
  })
  const adopted = await adoptContainer('shop-db-1', { engine, graceMs: 1_000 })
  expect(adopted.recognised).toMatchObject({ tool: 'compose', project: 'shop', service: 'db' })
  expect([...adopted.ports]).toEqual([[5432, 32768]])
  expect(adopted.record).toEqual({
    id,
    name: 'name-aaaa',
    image: 'postgres',
    engine: address.text,
    createdAt: 1795192218,
    adoptedFrom: 'compose',
    graceMs: 1_000,
  })
  expect(await releaseContainer(adopted.record)).toBe('released')
  expect(asked.slice(-2)).toEqual(['POST /containers/{id}/stop', 'DELETE /containers/{id}'])
})

test('adopts what nobody is recognised in', async () => {
  const { engine } = await connectFake({ 'GET /containers/{id}/json': () => inspected(id) })
  expect(await adoptContainer(id, { engine })).toMatchObject({
    recognised: null,
    record: { adoptedFrom: 'another tool' },
  })
})

test('does not adopt what a session owns already', async () => {
  const { engine } = await connectFake({
    'GET /containers/{id}/json': () => inspected(id, {}, { Config: { Labels: formatLabels(claimOf()) } }),
  })
  await expect(adoptContainer(id, { engine })).rejects.toThrow(
    'The container name-aaaa belongs to a session already: only that one releases it.',
  )
})

test('says that a container to adopt is not there', async () => {
  const { engine } = await connectFake({ 'GET /containers/{id}/json': refuse(404, 'No such container: x') })
  await expect(adoptContainer('x', { engine })).rejects.toThrow('refused to inspect the container x: No such')
})

test('releases what is gone already', async () => {
  const { engine, address } = await connectFake({
    'POST /containers/{id}/stop': refuse(404, 'No such container'),
  })
  const record = {
    id,
    name: 'n',
    image: 'i',
    engine: address.text,
    createdAt: 1,
    adoptedFrom: null,
    graceMs: 0,
  }
  expect(await releaseContainer(record, { engine })).toBe('gone')
})

test('lists whose each container is', async () => {
  const { engine } = await connectFake({
    'GET /containers/json': () => [
      listed(idOf('a'), 1, formatLabels(claimOf())),
      listed(idOf('b'), 1, compose),
      listed(idOf('c'), 1),
    ],
  })
  expect(await listContainers({}, { engine })).toMatchObject([
    { ours: { claim: claimOf() }, recognised: null },
    { ours: null, recognised: { tool: 'compose' } },
    { ours: null, recognised: null },
  ])
})

function ports(): object {
  return { Ports: { '5432/tcp': [{ HostIp: '0.0.0.0', HostPort: '32768' }] } }
}
