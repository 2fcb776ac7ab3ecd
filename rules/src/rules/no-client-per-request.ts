import { perRequestRule } from '../per-request.ts'

/** Flags clients and agents that are built again for each request, message, turn or call. */
export default perRequestRule({
  name: 'no-client-per-request',
  description: 'Disallow building an HTTP, RPC, messaging or cloud client for each request',
  isEngine: false,
})
