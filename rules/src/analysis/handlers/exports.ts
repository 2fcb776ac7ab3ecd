/** A function that a framework or a platform finds by the name of its export, and often by the name of its file. */
export interface ExportRecord {
  readonly label: string
  readonly rhythm: 'request' | 'message' | 'tick'
  /** `GET`, `default`; `default.fetch` is a property of the object that is the default export. */
  readonly names: readonly string[]
  /** The path of the file, with `/`. Default: any. */
  readonly file?: RegExp
  /** First parameters that say that it is something else. */
  readonly unlessParameter?: RegExp
}

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Handlers by export, the more particular first. */
export const EXPORTED_HANDLERS: readonly ExportRecord[] = [
  {
    label: 'a Next.js route handler',
    rhythm: 'request',
    names: VERBS,
    file: /(?:^|\/)app\/(?:.+\/)?route\.[cm]?[jt]sx?$/,
  },
  {
    label: 'a Next.js API handler',
    rhythm: 'request',
    names: ['default', 'handler'],
    file: /(?:^|\/)pages\/api\/.+\.[cm]?[jt]sx?$/,
  },
  {
    label: 'a Next.js page',
    rhythm: 'request',
    names: ['default', 'generateMetadata'],
    file: /(?:^|\/)app\/(?:.+\/)?page\.[jt]sx?$/,
  },
  {
    label: 'a Next.js middleware',
    rhythm: 'request',
    names: ['middleware', 'proxy'],
    file: /(?:^|\/)(?:middleware|proxy)\.[jt]s$/,
  },
  { label: '`getServerSideProps`', rhythm: 'request', names: ['getServerSideProps'] },
  {
    label: 'a SvelteKit endpoint',
    rhythm: 'request',
    names: [...VERBS, 'load', 'fallback'],
    file: /(?:^|\/)\+(?:server|page\.server|layout\.server)\.[jt]s$/,
  },
  { label: 'a SvelteKit hook', rhythm: 'request', names: ['handle'], file: /(?:^|\/)hooks\.server\.[jt]s$/ },
  {
    label: 'an Astro endpoint',
    rhythm: 'request',
    names: [...VERBS, 'ALL'],
    file: /(?:^|\/)pages\/.+\.[jt]s$/,
  },
  {
    label: 'a route loader',
    rhythm: 'request',
    names: ['loader', 'action'],
    file: /(?:^|\/)(?:routes\/.+|root)\.[jt]sx?$/,
  },
  // A yargs command exports a `handler` too: its parameter is the command line.
  {
    label: 'a Lambda handler',
    rhythm: 'request',
    names: ['handler', 'lambdaHandler'],
    unlessParameter: /^(?:_?arg[sv]?|arguments|options|opts|yargs)$/,
  },
  { label: 'a Worker handler', rhythm: 'request', names: ['default.fetch'] },
  { label: 'a scheduled Worker handler', rhythm: 'tick', names: ['default.scheduled'] },
  { label: 'a Worker queue consumer', rhythm: 'message', names: ['default.queue', 'default.email'] },
]
