import { expect, test } from 'vitest'
import { CLIENTS, KINDS, SERVICES, serviceOf } from '../src/index.ts'

test.each([
  [5432, 'PostgreSQL'],
  [3306, 'MySQL/MariaDB'],
  [6379, 'Redis'],
  [5672, 'RabbitMQ (AMQP)'],
  [1883, 'MQTT'],
  [4222, 'NATS'],
  [27017, 'MongoDB'],
  [9092, 'Kafka'],
  [1025, 'SMTP'],
])('knows what listens on port %i', (remotePort, name) => {
  expect(serviceOf({ kind: 'socket', remotePort })?.name).toBe(name)
})

test('believes the client library before the port', () => {
  expect(serviceOf({ kind: 'socket', remotePort: 6379, client: 'pg' })?.name).toBe('PostgreSQL')
  expect(serviceOf({ kind: 'socket', remotePort: 49153, client: '@redis/client' })?.name).toBe('Redis')
})

test('takes neither a local port nor an unknown one nor a foreign name for a service', () => {
  expect(serviceOf({ kind: 'socket', localPort: 5432, remotePort: 8080 })).toBeUndefined()
  expect(serviceOf({ kind: 'socket' })).toBeUndefined()
  expect(serviceOf({ kind: 'socket', client: 'constructor' })).toBeUndefined()
})

test('gives no port to two services', () => {
  const ports = Object.values(SERVICES).flatMap((service) => service.ports)
  expect(new Set(ports).size).toBe(ports.length)
})

test('gives every client remedies in the imperative, for kinds that no other of its remedies releases', () => {
  for (const { remedies } of Object.values(CLIENTS)) {
    const kinds = remedies.flatMap(({ releases }) => releases)
    expect(new Set(kinds).size).toBe(kinds.length)
    expect(kinds.every((kind) => kind in KINDS)).toBe(true)
    for (const { remedy } of remedies) expect(remedy).toMatch(/^[A-Z][a-z]+ .*`.+`.*\.$/)
  }
})
