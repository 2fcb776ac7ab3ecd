import { expect, test } from 'vitest'
import { recogniseContainer } from '../../src/containers/index.ts'

const none = { project: null, service: null, session: null, isMeantToStay: false }

test.each([
  ['Node', { 'org.testcontainers': 'true', 'org.testcontainers.session-id': 'abc' }, 'abc'],
  ['Java and Go', { 'org.testcontainers': 'true', 'org.testcontainers.sessionId': 'abc' }, 'abc'],
  ['Rust', { 'org.testcontainers.managed-by': 'testcontainers' }, null],
  ['old Python', { 'org.testcontainers.session-id': 'abc' }, 'abc'],
])('recognises testcontainers of %s', (_, labels, session) => {
  expect(recogniseContainer(labels)).toEqual({ ...none, tool: 'testcontainers', session })
})

test.each(['org.testcontainers.hash', 'org.testcontainers.container-hash', 'org.testcontainers.reuse-hash'])(
  'knows by %s that a container is kept for the next run',
  (name) => {
    const labels = { 'org.testcontainers': 'true', [name]: 'abc' }
    expect(recogniseContainer(labels)).toMatchObject({ tool: 'testcontainers', isMeantToStay: true })
  },
)

test.each(['com.docker.compose', 'io.podman.compose'])('recognises a service of %s', (prefix) => {
  const labels = { [`${prefix}.project`]: 'shop', [`${prefix}.service`]: 'db', [`${prefix}.oneoff`]: 'False' }
  expect(recogniseContainer(labels)).toEqual({ ...none, tool: 'compose', project: 'shop', service: 'db' })
})

test('leaves a compose project that testcontainers started to testcontainers', () => {
  const labels = {
    'org.testcontainers.session-id': 'abc',
    'com.docker.compose.project': 'testcontainers-1',
    'com.docker.compose.service': 'db',
  }
  expect(recogniseContainer(labels)).toMatchObject({ tool: 'testcontainers', session: 'abc', service: 'db' })
})

test.each([{}, { maintainer: 'x' }, { 'watertight.session': 'x' }, { 'org.testcontainersx': 'true' }])(
  'does not know who started %o',
  (labels) => {
    expect(recogniseContainer(labels)).toBeNull()
  },
)
