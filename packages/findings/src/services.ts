import { clientOf } from './clients.ts'
import type { Facts } from './finding.ts'

/** What listens at the other end of a connection. */
export interface Service {
  readonly name: string
  readonly article: 'A' | 'An'
  /** Ports it listens on by default. */
  readonly ports: readonly number[]
}

/**
 * Services that integration tests talk to, with their default ports (IANA, or the vendor's manual).
 * Not in it: 3000, 5000, 8000, 8080 and the like, on which anything may listen.
 */
export const SERVICES = {
  amqp: { name: 'RabbitMQ (AMQP)', article: 'A', ports: [5671, 5672] },
  cassandra: { name: 'Cassandra', article: 'A', ports: [9042] },
  clickhouse: { name: 'ClickHouse', article: 'A', ports: [8123] },
  docker: { name: 'Docker', article: 'A', ports: [2375, 2376] },
  elasticsearch: { name: 'Elasticsearch', article: 'An', ports: [9200, 9300] },
  etcd: { name: 'etcd', article: 'An', ports: [2379] },
  ftp: { name: 'FTP', article: 'An', ports: [21] },
  grpc: { name: 'gRPC', article: 'A', ports: [] },
  http: { name: 'HTTP', article: 'An', ports: [80] },
  https: { name: 'HTTPS', article: 'An', ports: [443] },
  imap: { name: 'IMAP', article: 'An', ports: [143, 993] },
  kafka: { name: 'Kafka', article: 'A', ports: [9092] },
  ldap: { name: 'LDAP', article: 'An', ports: [389, 636] },
  memcached: { name: 'Memcached', article: 'A', ports: [11211] },
  mongodb: { name: 'MongoDB', article: 'A', ports: [27017, 27018, 27019] },
  mqtt: { name: 'MQTT', article: 'An', ports: [1883, 8883] },
  mysql: { name: 'MySQL/MariaDB', article: 'A', ports: [3306] },
  mariadb: { name: 'MariaDB', article: 'A', ports: [] },
  nats: { name: 'NATS', article: 'A', ports: [4222] },
  neo4j: { name: 'Neo4j', article: 'A', ports: [7687] },
  oracle: { name: 'Oracle Database', article: 'An', ports: [1521] },
  postgresql: { name: 'PostgreSQL', article: 'A', ports: [5432] },
  redis: { name: 'Redis', article: 'A', ports: [6379] },
  smtp: { name: 'SMTP', article: 'An', ports: [25, 465, 587, 1025] },
  sqlServer: { name: 'SQL Server', article: 'A', ports: [1433] },
  ssh: { name: 'SSH', article: 'An', ports: [22] },
  websocket: { name: 'WebSocket', article: 'A', ports: [] },
  zookeeper: { name: 'ZooKeeper', article: 'A', ports: [2181] },
} as const satisfies Readonly<Record<string, Service>>

export type ServiceId = keyof typeof SERVICES

/** Whether a connection is that of a `WebSocket`, Node's own or undici's. */
export function isWebSocket({ kind, className }: Facts): boolean {
  return kind === 'socket' && className === 'WebSocket'
}

/** The service that a connection leads to: its client library knows best, then the well-known port. */
export function serviceOf(facts: Facts): Service | undefined {
  const id = clientOf(facts)?.service ?? (isWebSocket(facts) ? 'websocket' : undefined)
  return id === undefined ? serviceAt(facts.remotePort) : SERVICES[id]
}

function serviceAt(port: number | undefined): Service | undefined {
  if (port === undefined) return undefined
  const services: readonly Service[] = Object.values(SERVICES)
  return services.find(({ ports }) => ports.includes(port))
}
