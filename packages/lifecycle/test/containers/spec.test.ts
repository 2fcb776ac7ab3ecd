import { expect, test } from 'vitest'
import { checkSpec } from '../../src/containers/spec.ts'
import type { ContainerSpec } from '../../src/containers/index.ts'

test.each<ContainerSpec>([
  { image: 'postgres:18-alpine' },
  { image: 'localhost:5000/a/b@sha256:0123' },
  { image: 'x', ports: [5432, '53/udp'], ready: { port: 5432 }, network: 'mine', name: 'my-db.1' },
  {
    image: 'x',
    ready: { log: /ready/, times: 2 },
    env: { A: '' },
    cmd: [],
    labels: { a: 'b' },
    pull: 'never',
  },
  { image: 'x', ready: { healthy: true }, healthcheck: { command: 'true', intervalMs: 500, retries: 1 } },
])('takes %o', (spec) => {
  expect(() => checkSpec(spec)).not.toThrow()
})

test.each<[unknown, string]>([
  [undefined, 'Expected `container` to be an object, got `undefined`.'],
  [{}, 'Expected `image` to be the name of an image, got `undefined`.'],
  [{ image: 'a b' }, 'Expected `image` to be the name of an image, got `"a b"` (string).'],
  [{ image: '--privileged' }, 'Expected `image` to be the name of an image'],
  [{ image: 'x', port: [1] }, 'Unknown option `port`. Did you mean `ports`?'],
  [{ image: 'x', ports: [0] }, 'Expected `ports` to be an array of ports'],
  [{ image: 'x', ports: ['80/tcp'] }, 'Expected `ports` to be an array of ports'],
  [{ image: 'x', ports: ['70000/udp'] }, 'Expected `ports` to be an array of ports'],
  [{ image: 'x', env: { A: 1 } }, 'Expected `env` to be an object of strings'],
  [{ image: 'x', cmd: 'sleep 1' }, 'Expected `cmd` to be an array of strings'],
  [{ image: 'x', labels: { 'watertight.owner': 'me' } }, 'names do not start with `watertight.`'],
  [{ image: 'x', name: 'x' }, 'Expected `name` to be a name of at least two letters'],
  [{ image: 'x', graceMs: -1 }, 'Expected `graceMs` to be a non-negative integer, got `-1` (number).'],
  [{ image: 'x', pull: 'always' }, 'Expected `pull` to be `missing` or `never`'],
  [{ image: 'x', ready: {} }, 'Expected `ready` to have one of `port`, `log`, `healthy`.'],
  [{ image: 'x', ready: { log: 'a', healthy: true } }, 'to have one of `port`, `log`, `healthy`.'],
  [{ image: 'x', ready: { log: '' } }, 'Expected `log` to be a non-empty string or a RegExp'],
  [{ image: 'x', ready: { log: 'a', times: 0 } }, 'Expected `times` to be a positive integer'],
  [{ image: 'x', ready: { healthy: false } }, 'Expected `healthy` to be `true`'],
  [{ image: 'x', ready: { port: 80 } }, 'Expected `ready.port` to be one of `ports`, got `80` (number).'],
  [{ image: 'x', network: 'none', ports: [80] }, 'Expected `network` to be other than `none`'],
  [{ image: 'x', healthcheck: {} }, 'Expected `healthcheck.command` to be a non-empty string'],
])('refuses %o', (spec, message) => {
  expect(() => checkSpec(spec as ContainerSpec)).toThrow(message)
})
