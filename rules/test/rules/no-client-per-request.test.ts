import rule from '../../src/rules/no-client-per-request.ts'
import { testRule } from '../rule-tester.ts'

testRule('no-client-per-request', rule, {
  valid: [
    {
      name: 'leaves a Lambda singleton outside of the handler alone',
      code: `import { S3Client } from '@aws-sdk/client-s3'
const s3 = new S3Client({})
export const handler = async (event) => s3.send(event)`,
    },
    {
      name: 'leaves engines to the other rule',
      code: `import { Pool } from 'pg'
export const handler = async (event) => new Pool().query('select 1')`,
    },
    {
      name: 'leaves a client with the credentials of the caller alone',
      code: `import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
export const handler = async (event) => {
  const { authorizer } = event.requestContext
  const client = new DynamoDBClient({ credentials: { accessKeyId: authorizer.key } })
  return client.send(event)
}`,
    },
    {
      name: 'leaves a client for each region of a loop alone',
      code: `import { S3Client } from '@aws-sdk/client-s3'
export async function sweep(regions) {
  for (const region of regions) await new S3Client({ region }).send(list)
}`,
    },
    {
      name: 'leaves workers alone that a loop starts side by side',
      code: `import { Worker } from 'bullmq'
for (let index = 0; index < 4; index++) new Worker('mail', send)`,
    },
    {
      name: 'leaves clients alone that a loop collects',
      code: `import { Queue } from 'bullmq'
const queues = names.map(() => new Queue('mail'))
const others = []
for (const name of names) others.push(new Queue('mail'))`,
    },
    {
      name: 'leaves an agent alone that is pinned to the address of one call',
      code: `import { Agent, fetch } from 'undici'
export function getSafely(url, address) {
  return fetch(url, { dispatcher: new Agent({ connect: { lookup: pin(address) } }) })
}`,
    },
    {
      name: 'leaves what reads settings as a program starts alone',
      code: `import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
export async function getSecrets() {
  const client = new SecretsManagerClient({})
  return client.send(command)
}`,
    },
    {
      name: 'leaves what only looks after something alone',
      code: `import { Agent, request } from 'undici'
export async function checkHealth(url) {
  return request(url, { dispatcher: new Agent() })
}`,
    },
    {
      name: 'leaves a command line alone',
      filename: 'src/cli/upload.js',
      code: `import { S3Client } from '@aws-sdk/client-s3'
export async function uploadFile(file) {
  const client = new S3Client({})
  await client.send(file)
}`,
    },
    {
      name: 'leaves a client alone that somebody is given to keep',
      code: `import { connect } from 'mqtt'
app.post('/devices', (req, res) => {
  const client = connect('mqtt://broker')
  registerDevice(client)
})`,
    },
    {
      name: 'leaves a loop alone that connects again whenever the broker hangs up',
      code: `import amqp from 'amqplib'
export async function consume() {
  while (!stopped) {
    const connection = await amqp.connect('amqp://broker')
    await drain(connection)
    await connection.close()
  }
}`,
    },
    {
      name: 'leaves a class alone that keeps its client in a field',
      code: `import { S3Client } from '@aws-sdk/client-s3'
export class Files {
  client = new S3Client({})
  async get(key) { return this.client.send(key) }
}`,
    },
    {
      name: 'leaves a client alone that a getter makes once',
      code: `import { S3Client } from '@aws-sdk/client-s3'
export class Files {
  get client() { return (this.made ??= new S3Client({})) }
}`,
    },
    {
      name: 'leaves a handler alone that runs when something is deployed',
      filename: 'lib/custom-resource/endpoint.js',
      code: `import { IoT } from '@aws-sdk/client-iot'
export const handler = async (event) => new IoT().describeEndpoint(event)`,
    },
    {
      name: 'leaves a client alone that is there when its loop is over',
      code: `import { S3Client } from '@aws-sdk/client-s3'
export async function first(keys) {
  let client
  for (const key of keys) client = new S3Client({})
  return client.send(keys)
}`,
    },
  ],
  invalid: [
    {
      name: 'flags a connection of every tick of a timer that sets itself whether it failed or not',
      code: `const amqp = require('amqplib'); async function poll() { try { const connection = await amqp.connect('a'); await connection.createChannel() } catch (error) { log(error) } finally { setTimeout(poll, 1000) } } poll()`,
      errors: [{ messageId: 'built' }],
    },
    {
      name: 'flags what a function builds that a loop calls',
      code: `import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
for (const item of items) await writeToDb(item)
async function writeToDb(item) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  return client.send(item)
}`,
      errors: [{ messageId: 'built' }],
    },
    {
      name: 'flags a client inside a Lambda handler',
      code: `import { S3Client } from '@aws-sdk/client-s3'
export const handler = async (event) => {
  const s3 = new S3Client({ region: process.env.AWS_REGION })
  return s3.send(event)
}`,
      errors: [
        {
          message:
            '`AWS client` from @aws-sdk/client-… is built in a Lambda handler, so that every request pays for new connections; build one at module level and share it.',
          suggestions: [
            {
              messageId: 'hoist',
              output: `import { S3Client } from '@aws-sdk/client-s3'
const s3 = new S3Client({ region: process.env.AWS_REGION })

export const handler = async (event) => {
  return s3.send(event)
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'flags a client of every turn of a loop',
      code: `import { S3Client } from '@aws-sdk/client-s3'
export async function run(keys) {
  for (const key of keys) {
    await new S3Client({}).send(key)
  }
}`,
      errors: [
        {
          message:
            '`AWS client` from @aws-sdk/client-… is built in a loop, so that every turn pays for new connections; build one before the loop and share it.',
        },
      ],
    },
    {
      name: 'flags a queue that is built inside setInterval',
      code: `const Queue = require('bull')
setInterval(() => {
  const queue = new Queue('mail')
  queue.add({})
}, 1000)`,
      errors: [
        {
          messageId: 'built',
          suggestions: [
            {
              messageId: 'hoist',
              output: `const Queue = require('bull')
const queue = new Queue('mail')

setInterval(() => {
  queue.add({})
}, 1000)`,
            },
          ],
        },
      ],
    },
    {
      name: 'flags a queue for each message in a static method',
      code: `const Queue = require('bull')
class Mail {
  static async sendMessage(message) {
    const queue = new Queue('mail')
    await queue.add(message)
  }
}
module.exports = Mail`,
      errors: [
        {
          message:
            '`Queue` from bull is built in `sendMessage`, so that every call pays for new connections; build one at module level and share it.',
          suggestions: [
            {
              messageId: 'hoist',
              output: `const Queue = require('bull')
const queue = new Queue('mail')

class Mail {
  static async sendMessage(message) {
    await queue.add(message)
  }
}
module.exports = Mail`,
            },
          ],
        },
      ],
    },
    {
      name: 'flags a connection for each message that is closed properly',
      code: `import { connect } from 'nats'
export async function sendNatsMessage(subject, message) {
  const connection = await connect({ servers: process.env.NATS_URL })
  connection.publish(subject, message)
  await connection.drain()
}`,
      errors: [{ messageId: 'closed' }],
    },
    {
      name: 'flags an agent for each call that a local factory makes',
      code: `import { Agent, fetch } from 'undici'
const makeAgent = () => new Agent({ keepAliveTimeout: 1000 })
export async function callTool(url, body) {
  return fetch(url, { body, dispatcher: makeAgent() })
}`,
      errors: [{ messageId: 'built', line: 4 }],
    },
    {
      name: 'flags a client of every send_request',
      code: `import { Client } from 'undici'
export class Api {
  async send_request(path) {
    const client = new Client('http://localhost')
    return client.request({ path })
  }
}`,
      errors: [
        {
          messageId: 'built',
          suggestions: [
            {
              messageId: 'hoist',
              output: `import { Client } from 'undici'
const client = new Client('http://localhost')

export class Api {
  async send_request(path) {
    return client.request({ path })
  }
}`,
            },
          ],
        },
      ],
    },
    {
      name: 'flags what a consumer builds for each message',
      code: `import { Worker } from 'bullmq'
import { SESClient } from '@aws-sdk/client-ses'
export const worker = new Worker('mail', async (job) => {
  await new SESClient({}).send(job.data)
})`,
      errors: [{ messageId: 'built' }],
    },
    {
      name: 'flags what a handler opens into a name of the module each time',
      code: `import { connect } from 'mqtt'
let client
app.post('/publish', (req, res) => {
  client = connect('mqtt://broker')
  client.publish('topic', 'x')
})`,
      errors: [{ messageId: 'built' }],
    },
  ],
})
