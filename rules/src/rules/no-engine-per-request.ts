import { perRequestRule } from '../per-request.ts'

/** Flags database engines, pools and connections that are built again for each request, message, turn or call. */
export default perRequestRule({
  name: 'no-engine-per-request',
  description: 'Disallow building a database engine, pool or connection for each request',
  isEngine: true,
})
