import type { Resource } from '../resource.ts'
import { by, called, gotFrom, made } from './ways.ts'

/** Containers of testcontainers: a builder holds nothing, what it starts does. */
export const containers: readonly Resource[] = [
  {
    id: 'testcontainers.GenericContainer',
    name: 'GenericContainer',
    kind: 'container',
    from: ['testcontainers', '@testcontainers/*'],
    acquire: [...made('*Container'), gotFrom('testcontainers.GenericContainerBuilder', 'build', 'promise')],
    release: [],
    fluent: ['with*'],
    // What is started for reuse is meant to outlive the run.
    detach: ['withReuse'],
  },
  {
    id: 'testcontainers.GenericContainerBuilder',
    name: 'GenericContainerBuilder',
    kind: 'container',
    from: ['testcontainers'],
    acquire: called('GenericContainer.fromDockerfile'),
    release: [],
    fluent: ['with*'],
  },
  {
    id: 'testcontainers.StartedTestContainer',
    name: 'container',
    kind: 'container',
    from: [],
    acquire: [gotFrom('testcontainers.GenericContainer', 'start', 'promise')],
    release: by('promise', 'stop'),
  },
  {
    id: 'testcontainers.DockerComposeEnvironment',
    name: 'DockerComposeEnvironment',
    kind: 'container',
    from: ['testcontainers'],
    acquire: made('DockerComposeEnvironment'),
    release: [],
    fluent: ['with*'],
  },
  {
    id: 'testcontainers.StartedDockerComposeEnvironment',
    name: 'Compose environment',
    kind: 'container',
    from: [],
    acquire: [gotFrom('testcontainers.DockerComposeEnvironment', 'up', 'promise')],
    release: by('promise', 'down', 'stop'),
  },
  {
    id: 'testcontainers.Network',
    name: 'Network',
    kind: 'container',
    from: ['testcontainers'],
    acquire: made('Network'),
    release: [],
  },
  {
    id: 'testcontainers.StartedNetwork',
    name: 'container network',
    kind: 'container',
    from: [],
    acquire: [gotFrom('testcontainers.Network', 'start', 'promise')],
    release: by('promise', 'stop'),
  },
]
