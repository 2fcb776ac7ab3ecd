import { expect, test } from 'vitest'
import { remoteHost } from '../../../src/containers/engine/address.ts'
import { engineAddresses, parseEngineAddress } from '../../../src/containers/index.ts'

test('asks only where DOCKER_HOST points', () => {
  const env = { DOCKER_HOST: 'unix:///run/mine.sock', HOME: '/home/me', XDG_RUNTIME_DIR: '/run/user/1' }
  expect(engineAddresses(env)).toEqual([
    { text: 'unix:///run/mine.sock', target: { socketPath: '/run/mine.sock' } },
  ])
})

test('tries the sockets of Docker, then those of Podman', () => {
  const env = { HOME: '/home/me', XDG_RUNTIME_DIR: '/run/user/1' }
  expect(engineAddresses(env).map(({ text }) => text)).toEqual([
    'unix:///var/run/docker.sock',
    'unix:///run/user/1/docker.sock',
    'unix:///home/me/.docker/run/docker.sock',
    'unix:///run/user/1/podman/podman.sock',
    'unix:///run/podman/podman.sock',
  ])
})

test.each([{}, { HOME: '', XDG_RUNTIME_DIR: 'relative' }])(
  'leaves out what the environment does not say: %o',
  (env) => {
    expect(engineAddresses(env).map(({ text }) => text)).toEqual([
      'unix:///var/run/docker.sock',
      'unix:///run/podman/podman.sock',
    ])
  },
)

test.each([
  ['tcp://127.0.0.1:2375', { host: '127.0.0.1', port: 2375 }, null],
  ['tcp://localhost', { host: 'localhost', port: 2375 }, null],
  ['http://docker:1234', { host: 'docker', port: 1234 }, 'docker'],
  ['tcp://[::1]:2375', { host: '::1', port: 2375 }, null],
])('connects to %s by plain HTTP', (text, target, remote) => {
  const address = parseEngineAddress(text)
  expect(address).toEqual({ text, target })
  expect(remoteHost(address)).toBe(remote)
})

test.each([
  ['ssh://me@there', {}],
  ['npipe:////./pipe/docker_engine', {}],
  ['unix://relative.sock', {}],
  ['/var/run/docker.sock', {}],
  ['tcp://there:2376', {}],
  ['tcp://there:2375', { DOCKER_TLS_VERIFY: '1' }],
  ['tcp://', {}],
])('refuses %s, and says what it can ask', (text, env) => {
  expect(() => parseEngineAddress(text, env)).toThrow(
    `Expected DOCKER_HOST to be unix:///path or tcp://host:port without TLS`,
  )
  expect(() => parseEngineAddress(text, env)).toThrow(`got \`"${text}"\` (string).`)
})
