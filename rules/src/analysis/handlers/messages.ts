import type { HandlerRecord } from '../handlers.ts'

/** Queues, topics and sockets: what runs for every message. */
export const MESSAGES: readonly HandlerRecord[] = (
  [
    {
      label: 'a message listener',
      method: ['on', 'addListener', 'addEventListener', 'prependListener'],
      event: ['message', 'messageBuffer', 'pmessage', 'data'],
      callback: 1,
    },
    { label: 'a message listener', module: '', export: 'addEventListener', event: 'message' },
    {
      label: 'an amqplib consumer',
      module: ['amqplib', 'amqplib/callback_api', 'amqp-connection-manager'],
      receiver: /channel$|^ch$/i,
      method: 'consume',
      callback: 1,
    },
    { label: 'a Kafka consumer', method: 'run', property: ['eachMessage', 'eachBatch'] },
    { label: 'a Bull processor', module: 'bull', receiver: /queue$/i, method: 'process' },
    { label: 'a BullMQ processor', module: 'bullmq', export: 'Worker', callback: 1 },
    { label: 'a bee-queue processor', module: 'bee-queue', method: 'process' },
    { label: 'a pg-boss worker', module: 'pg-boss', receiver: /^boss$/i, method: 'work' },
    { label: 'an Agenda job', module: ['agenda', '@hokify/agenda'], receiver: /^agenda$/i, method: 'define' },
    { label: 'a subscription', method: ['subscribe', 'psubscribe', 'pSubscribe', 'sSubscribe'], callback: 1 },
    { label: 'a NATS subscription', method: 'subscribe', property: 'callback' },
    { label: 'a Service Bus receiver', method: 'subscribe', property: ['processMessage', 'processEvents'] },
    {
      label: 'an SQS consumer',
      module: 'sqs-consumer',
      export: ['Consumer.create', 'Consumer'],
      property: ['handleMessage', 'handleMessageBatch'],
    },
    {
      label: 'an Inngest function',
      module: 'inngest',
      receiver: /^inngest$/i,
      method: 'createFunction',
    },
  ] satisfies HandlerRecord[]
).map((record) => ({ rhythm: 'message', ...record }))
