import type { Resource } from '../resource.ts'
import { by, called, calledBack, from, gotFrom, promised } from './ways.ts'

const CHANNEL = { callbackParameter: 1, otherwise: 'promise' } as const

/** Brokers of messages: AMQP, NATS, MQTT. */
export const messaging: readonly Resource[] = [
  {
    id: 'amqplib.Connection',
    name: 'AMQP connection',
    kind: 'connection',
    from: ['amqplib'],
    acquire: [...promised('connect'), ...from(['amqplib/callback_api'], [calledBack('connect', 1)])],
    release: by('either', 'close'),
    endEvents: ['close'],
    shared: true,
  },
  {
    id: 'amqplib.Channel',
    name: 'Channel',
    kind: 'connection',
    from: [],
    acquire: [
      gotFrom('amqplib.Connection', 'createChannel', CHANNEL),
      gotFrom('amqplib.Connection', 'createConfirmChannel', CHANNEL),
    ],
    release: by('either', 'close'),
    ends: 'with-parent',
  },
  {
    id: 'amqp-connection-manager.Connection',
    name: 'AMQP connection manager',
    kind: 'connection',
    from: ['amqp-connection-manager'],
    acquire: called('connect'),
    release: by('promise', 'close'),
    shared: true,
  },
  {
    id: 'amqp-connection-manager.Channel',
    name: 'ChannelWrapper',
    kind: 'connection',
    from: [],
    acquire: [gotFrom('amqp-connection-manager.Connection', 'createChannel')],
    release: by('promise', 'close'),
    ends: 'with-parent',
  },
  {
    id: 'nats.NatsConnection',
    name: 'NATS connection',
    kind: 'connection',
    from: ['nats', '@nats-io/transport-node'],
    acquire: promised('connect'),
    release: by('promise', 'drain', 'close'),
    shared: true,
  },
  {
    id: 'mqtt.MqttClient',
    name: 'MqttClient',
    kind: 'client',
    from: ['mqtt'],
    acquire: [...called('connect'), ...promised('connectAsync')],
    release: [...by('promise', 'endAsync'), ...by('callback', 'end')],
    // Nothing is open before its own connect() is called.
    unlessOption: ['manualConnect'],
    fluent: ['end', 'publish', 'reconnect', 'subscribe', 'unsubscribe'],
    shared: true,
  },
]
