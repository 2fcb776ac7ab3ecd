import { describe, expect, test } from 'vitest'
import { resources } from '../../src/resources/catalogue.ts'
import type { Resource } from '../../src/resources/resource.ts'
import { createTable } from '../../src/resources/table.ts'

const table = createTable(resources)

describe('finds what an export acquires', () => {
  test.each([
    ['new', 'pg', 'Pool', 'pg.Pool'],
    ['new', 'pg', 'default.Pool', 'pg.Pool'],
    ['new', 'pg', 'native.Pool', 'pg.Pool'],
    ['new', 'pg-pool', 'default', 'pg.Pool'],
    ['new', 'pg-pool', '', 'pg.Pool'],
    ['call', 'pg', 'Pool', null],
    ['call', 'node:net', 'createServer', 'net.Server'],
    ['call', 'net', 'createServer', 'net.Server'],
    ['call', 'http', 'createServer', 'http.Server'],
    ['call', 'fs', 'open', 'fs.descriptor'],
    ['call', 'fs', 'promises.open', 'fs.FileHandle'],
    ['call', 'node:fs/promises', 'open', 'fs.FileHandle'],
    ['call', '@hono/node-server', 'serve', 'http.Server'],
    ['call', 'mysql2/promise', 'createConnection', 'mysql2.Connection'],
    ['call', 'postgres', 'default', 'postgres.Sql'],
    ['call', 'mongodb', 'MongoClient.connect', 'mongodb.MongoClient'],
    ['new', 'ioredis', 'default.Cluster', 'ioredis.Redis'],
    ['new', 'sqlite', 'DatabaseSync', 'sqlite.DatabaseSync'],
    ['new', '@aws-sdk/client-s3', 'S3Client', 'aws-sdk.Client'],
    ['new', '@aws-sdk/client-dynamodb', 'DynamoDB', 'aws-sdk.Client'],
    ['new', '@aws-sdk/client-s3', 'PutObjectCommand', null],
    ['new', '@aws-sdk/lib-storage', 'Upload', null],
    ['new', '../generated/prisma/client.js', 'PrismaClient', 'prisma.PrismaClient'],
    ['new', '@prisma/client', 'PrismaClient', 'prisma.PrismaClient'],
    ['call', '@playwright/test', 'chromium.launch', 'playwright.Browser'],
    ['new', '@testcontainers/kafka', 'KafkaContainer', 'testcontainers.GenericContainer'],
    ['new', 'testcontainers', 'Network', 'testcontainers.Network'],
    ['call', 'axios', 'create', null],
    ['call', 'no-such-module', 'createServer', null],
  ] as const)('%s %s#%s', (by, specifier, path, id) => {
    expect(table.byExport(specifier, path, by)?.resource.id ?? null).toBe(id)
  })
})

test.each([
  ['setInterval', 'call', 'timers.setInterval'],
  ['WebSocket', 'new', 'ws.WebSocket'],
  ['BroadcastChannel', 'new', 'worker_threads.BroadcastChannel'],
  ['globalThis.setInterval', 'call', 'timers.setInterval'],
  ['window.WebSocket', 'new', 'ws.WebSocket'],
  ['setTimeout', 'call', null],
  ['Pool', 'new', null],
] as const)('finds what the global %s acquires', (name, by, id) => {
  expect(table.byGlobal(name, by)?.resource.id ?? null).toBe(id)
})

test.each([
  ['pg.Pool', 'connect', 'pg.PoolClient'],
  ['express.Application', 'listen', 'http.Server'],
  ['playwright.Browser', 'newPage', 'playwright.Page'],
  ['testcontainers.GenericContainer', 'start', 'testcontainers.StartedTestContainer'],
  ['kafkajs.Kafka', 'producer', 'kafkajs.producer'],
  ['ioredis.Redis', 'duplicate', 'ioredis.Redis'],
])('finds what the methods of %s acquire: %s()', (of, method, id) => {
  expect(table.methodsOf(of).get(method)?.resource.id).toBe(id)
})

test('has no methods for a resource that makes nothing, nor for one that is unknown', () => {
  expect([table.methodsOf('pg.Client').size, table.methodsOf('no.such').size]).toEqual([0, 0])
})

test('finds the functions inside an export that is used whole', () => {
  expect([...table.methodsOfExport('playwright', 'chromium').keys()]).toEqual([
    'launch',
    'connect',
    'connectOverCDP',
    'launchServer',
    'launchPersistentContext',
  ])
  expect([...table.methodsOfExport('node:net', 'default').keys()]).toEqual([
    'createServer',
    'connect',
    'createConnection',
  ])
  expect(table.methodsOfExport('axios', '').size).toBe(0)
})

test('knows a module by its name, with `node:` or without, and as one of a family', () => {
  const asked = ['fs', 'node:fs', 'pg', '@aws-sdk/client-s3', '@aws-sdk/lib-storage', './fs', 'axios']
  expect(asked.filter((specifier) => table.isKnownModule(specifier))).toEqual([
    'fs',
    'node:fs',
    'pg',
    '@aws-sdk/client-s3',
  ])
})

test('finds the functions and the calls of a module that release', () => {
  const ids = (found: readonly Resource[] | undefined) => found?.map(({ id }) => id)
  expect(ids(table.releaseFunctions.get('clearInterval'))).toEqual(['timers.setInterval'])
  expect(ids(table.releaseFunctions.get('fs#closeSync'))).toEqual(['fs.descriptor'])
  expect(ids(table.moduleCalls.get('mongoose#disconnect'))).toEqual([
    'mongoose.Mongoose',
    'mongoose.Connection',
  ])
})

test('gives a resource by its id', () => {
  expect(table.get('pg.Pool')?.name).toBe('Pool')
  expect(table.get('pg.Pond')).toBeUndefined()
})

test('a record for one module of a family adds to what the family knows', () => {
  const own: Resource = {
    id: 'own.Waiter',
    name: 'Waiter',
    kind: 'client',
    from: ['@aws-sdk/client-s3'],
    acquire: [{ by: 'new', export: 'Waiter' }],
    release: [],
  }
  const both = createTable([own, ...resources])
  expect(both.byExport('@aws-sdk/client-s3', 'Waiter', 'new')?.resource.id).toBe('own.Waiter')
  expect(both.byExport('@aws-sdk/client-s3', 'S3Client', 'new')?.resource.id).toBe('aws-sdk.Client')
})
