import { describeFinding, KINDS } from '../src/index.ts'
import type { Kind, Status } from '../src/index.ts'
import { expect, test } from 'vitest'
import { owner, place, root, samples } from './samples.ts'

const kinds = Object.keys(KINDS) as Kind[]

test('says every kind with a place', () => {
  expect(say('leaked', { place })).toMatchInlineSnapshot(`
    "A TCP server was opened at test/api.test.ts:12:18 and still listens on 127.0.0.1:4821 after "creates a user" ended. Close it with \`await new Promise(done => server.close(done))\`.
    An HTTP server was opened at test/api.test.ts:12:18 and still listens on 127.0.0.1:4821 with 1 open connection after "creates a user" ended. Close it with \`await new Promise(done => { server.close(done); server.closeAllConnections() })\`.
    An HTTP/2 server was opened at test/api.test.ts:12:18 and still listens on 127.0.0.1:4821 with 3 open connections after "creates a user" ended. Close the sessions with \`session.close()\`, then the server with \`await new Promise(done => server.close(done))\`.
    An HTTPS server was opened by fastify at test/api.test.ts:12:18 and still listens on 127.0.0.1:4821 after "creates a user" ended. Close the app with \`await app.close()\`.
    A server was opened at test/api.test.ts:12:18 and closed, but 127.0.0.1:51234 still holds a connection to 127.0.0.1:4821 open after "creates a user" ended. End its connections with \`server.closeAllConnections()\` (HTTP), or with \`socket.destroy()\` on each socket that it accepted.
    A UNIX socket server was opened at test/api.test.ts:12:18 and still listens on \`/run/shop/api.sock\` after "creates a user" ended. Close it with \`await new Promise(done => server.close(done))\`.
    A UNIX socket connection to \`/run/shop/api.sock\` was opened at test/api.test.ts:12:18 and is still open after "creates a user" ended. Destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    A UNIX socket connection was opened at test/api.test.ts:12:18 and is still open after "creates a user" ended. Destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    The port 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and still accepts connections after "creates a user" ended. Close the server behind it; one in a worker thread ends with \`await worker.terminate()\`.
    A TCP connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and is still open after "creates a user" ended. Destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    A PostgreSQL connection 127.0.0.1:51234 → 127.0.0.1:5432 was opened by pg at test/api.test.ts:12:18 and is still open after "creates a user" ended. Close the client with \`await client.end()\`, or release each client of a pool and close it with \`await pool.end()\`.
    A Redis connection 127.0.0.1:51234 → 127.0.0.1:6379 was opened at test/api.test.ts:12:18 and is still open after "creates a user" ended. Destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    An HTTP connection 127.0.0.1:51234 → 127.0.0.1:4821 for \`GET /users\` was opened at test/api.test.ts:12:18 and still waits for the end of its response after "creates a user" ended. Read the response to its end (\`response.resume()\`), or give the request up with \`request.destroy()\`.
    An HTTP connection 127.0.0.1:51234 → 127.0.0.1:4821 for \`POST /users\` was opened at test/api.test.ts:12:18 and still has a request that was never ended after "creates a user" ended. End the request with \`request.end()\`, or give it up with \`request.destroy()\`.
    A WebSocket connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and is still open after "creates a user" ended. Close it with \`ws.close()\` and wait with \`await once(ws, 'close')\`.
    A WebSocket connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened by undici at test/api.test.ts:12:18 and is still open after "creates a user" ended. Close it with \`ws.close()\` and wait with \`await once(ws, 'close')\`.
    A TLS connection was opened at test/api.test.ts:12:18 and is still open after "creates a user" ended. Destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    An idle keep-alive connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and is still kept in its pool after "creates a user" ended. Destroy the agent with \`agent.destroy()\`.
    An idle keep-alive connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and is still kept in its pool after "creates a user" ended. Close the dispatcher with \`await agent.close()\`.
    An HTTP/2 session 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and is still open after "creates a user" ended. Close it with \`await new Promise(done => session.close(done))\`.
    A response to \`GET http://127.0.0.1:4821/export\` was requested at test/api.test.ts:12:18 and has a body that is still unread after "creates a user" ended. Read the body (\`await response.text()\`), or drop it with \`await response.body?.cancel()\`.
    A request \`GET http://127.0.0.1:4821/export\` was made at test/api.test.ts:12:18 and still waits for its response after "creates a user" ended. Await its response, or abort it with an \`AbortSignal\` (\`controller.abort()\`).
    A UDP socket was opened at test/api.test.ts:12:18 and is still bound to 0.0.0.0:4821 after "creates a user" ended. Close it with \`socket.close()\`.
    A UDP socket was opened at test/api.test.ts:12:18 and is still open after "creates a user" ended. Close it with \`socket.close()\`.
    A pipe was opened at test/api.test.ts:12:18 and is still open (descriptor 23) after "creates a user" ended. Destroy the streams with \`stream.destroy()\`, and end the process at the other end.
    The child process 1234 (\`node server.js\`) was started at test/api.test.ts:12:18 and is still running, listening on 127.0.0.1:8000, [::1]:8000, after "creates a user" ended. End it with \`child.kill()\` and wait with \`await once(child, 'exit')\`.
    The child process 1234 (\`sleep 30\`) was started at test/api.test.ts:12:18 and is still running after "creates a user" ended. End it with \`child.kill()\` and wait with \`await once(child, 'exit')\`.
    The orphaned process 1235 (\`sleep 30\`) was started at test/api.test.ts:12:18 and is still running after "creates a user" ended. End it before the process that started it, or start that one with \`detached: true\` and end the whole group with \`process.kill(-child.pid)\`.
    A worker thread was started at test/api.test.ts:12:18 and is still alive after "creates a user" ended. End it with \`await worker.terminate()\`.
    A message port was opened at test/api.test.ts:12:18 and is still open after "creates a user" ended. Close it with \`port.close()\`.
    A broadcast channel named \`updates\` was opened at test/api.test.ts:12:18 and is still open after "creates a user" ended. Close it with \`channel.close()\`.
    A broadcast channel was opened at test/api.test.ts:12:18 and is still open after "creates a user" ended. Close it with \`channel.close()\`.
    A file handle on \`data/users.csv\` was opened at test/api.test.ts:12:18 and is still open (descriptor 21) after "creates a user" ended. Close it with \`await handle.close()\`, or declare it with \`await using\`.
    A file descriptor on \`/etc/hosts\` was opened at test/api.test.ts:12:18 and is still open (descriptor 21) after "creates a user" ended. Close it with \`fs.closeSync(fd)\`.
    A file stream on \`/etc/hosts\` was opened at test/api.test.ts:12:18 and is still open (descriptor 21) after "creates a user" ended. Use it to its end, or destroy it with \`stream.destroy()\` and wait with \`await once(stream, 'close')\`.
    A directory handle on \`/etc\` was opened at test/api.test.ts:12:18 and is still open (descriptor 21) after "creates a user" ended. Close it with \`await directory.close()\`.
    A native descriptor on \`/var/lib/shop/app.db\` was opened at test/api.test.ts:12:18 and is still open (descriptor 25) after "creates a user" ended. Close the object that opened it: a database with \`database.close()\`.
    A watcher on \`/etc/hosts\` was started at test/api.test.ts:12:18 and still watches after "creates a user" ended. Close it with \`watcher.close()\`, or one of \`fs.watchFile\` with \`fs.unwatchFile(path)\`.
    A watcher on \`/etc/hosts\` was started by chokidar at test/api.test.ts:12:18 and still watches after "creates a user" ended. Close the watcher with \`await watcher.close()\`.
    A watcher was started at test/api.test.ts:12:18 and still watches after "creates a user" ended. Close it with \`watcher.close()\`, or one of \`fs.watchFile\` with \`fs.unwatchFile(path)\`.
    A temporary directory \`/tmp/shop-Xa81bQ\` was made at test/api.test.ts:12:18 and is still there after "creates a user" ended. Remove it with \`await rm(directory, { recursive: true, force: true })\`.
    A timer that repeats every 50 ms was set at test/api.test.ts:12:18 and still runs after "creates a user" ended. Stop it with \`clearInterval(timer)\`; if a loop sets it again each time, stop that loop and await its end.
    An interval of 50 ms was set at test/api.test.ts:12:18 and still runs after "creates a user" ended. Stop it with \`clearInterval(interval)\`.
    A timer that a loop renews every 50 ms was set at test/api.test.ts:12:18 and still runs after "creates a user" ended. Stop that loop and await its end.
    A timeout of 60 s was set at test/api.test.ts:12:18 and is still pending after "creates a user" ended. Cancel it with \`clearTimeout(timer)\`, or let it not hold the process with \`timer.unref()\`.
    A listener for \`SIGTERM\` on \`process\` was added at test/api.test.ts:12:18 and is still attached after "creates a user" ended. Remove it with \`process.off('SIGTERM', listener)\`.
    A listener for \`data\` on a shared \`EventEmitter\` was added at test/api.test.ts:12:18 and is still attached after "creates a user" ended. Remove it with \`emitter.off('data', listener)\`.
    A listener for \`abort\` on a shared \`AbortSignal\` was added at test/api.test.ts:12:18 and is still attached after "creates a user" ended. Remove it with \`removeEventListener('abort', listener)\`.
    100 MB of heap memory was allocated at test/api.test.ts:12:18 and is still retained (21 MB → 121 MB) after "creates a user" ended. Drop the references that keep it: arrays, maps, caches and closures outside of the test that it fills.
    128 MB of Buffer memory was allocated at test/api.test.ts:12:18 and is still retained (1.5 MB → 130 MB) after "creates a user" ended. Drop the references that keep its Buffers and ArrayBuffers: caches, queues and streams that were never read.
    96 MB of native memory was allocated at test/api.test.ts:12:18 and is still retained (80 MB → 176 MB) after "creates a user" ended. Close or free the native objects that took it: databases, compression streams, images, WebAssembly instances."
  `)
})

test('says every kind without a place', () => {
  expect(say('leaked', {})).toMatchInlineSnapshot(`
    "A TCP server was opened during "creates a user" and still listens on 127.0.0.1:4821 after it ended. Close it with \`await new Promise(done => server.close(done))\`.
    An HTTP server was opened during "creates a user" and still listens on 127.0.0.1:4821 with 1 open connection after it ended. Close it with \`await new Promise(done => { server.close(done); server.closeAllConnections() })\`.
    An HTTP/2 server was opened during "creates a user" and still listens on 127.0.0.1:4821 with 3 open connections after it ended. Close the sessions with \`session.close()\`, then the server with \`await new Promise(done => server.close(done))\`.
    An HTTPS server was opened by fastify during "creates a user" and still listens on 127.0.0.1:4821 after it ended. Close the app with \`await app.close()\`.
    A server was opened during "creates a user" and closed, but 127.0.0.1:51234 still holds a connection to 127.0.0.1:4821 open after it ended. End its connections with \`server.closeAllConnections()\` (HTTP), or with \`socket.destroy()\` on each socket that it accepted.
    A UNIX socket server was opened during "creates a user" and still listens on \`/run/shop/api.sock\` after it ended. Close it with \`await new Promise(done => server.close(done))\`.
    A UNIX socket connection to \`/run/shop/api.sock\` was opened during "creates a user" and is still open after it ended. Destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    A UNIX socket connection was opened during "creates a user" and is still open after it ended. Destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    The port 127.0.0.1:4821 was opened during "creates a user" and still accepts connections after it ended. Close the server behind it; one in a worker thread ends with \`await worker.terminate()\`.
    A TCP connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened during "creates a user" and is still open after it ended. Destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    A PostgreSQL connection 127.0.0.1:51234 → 127.0.0.1:5432 was opened by pg during "creates a user" and is still open after it ended. Close the client with \`await client.end()\`, or release each client of a pool and close it with \`await pool.end()\`.
    A Redis connection 127.0.0.1:51234 → 127.0.0.1:6379 was opened during "creates a user" and is still open after it ended. Destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    An HTTP connection 127.0.0.1:51234 → 127.0.0.1:4821 for \`GET /users\` was opened during "creates a user" and still waits for the end of its response after it ended. Read the response to its end (\`response.resume()\`), or give the request up with \`request.destroy()\`.
    An HTTP connection 127.0.0.1:51234 → 127.0.0.1:4821 for \`POST /users\` was opened during "creates a user" and still has a request that was never ended after it ended. End the request with \`request.end()\`, or give it up with \`request.destroy()\`.
    A WebSocket connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened during "creates a user" and is still open after it ended. Close it with \`ws.close()\` and wait with \`await once(ws, 'close')\`.
    A WebSocket connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened by undici during "creates a user" and is still open after it ended. Close it with \`ws.close()\` and wait with \`await once(ws, 'close')\`.
    A TLS connection was opened during "creates a user" and is still open after it ended. Destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    An idle keep-alive connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened during "creates a user" and is still kept in its pool after it ended. Destroy the agent with \`agent.destroy()\`.
    An idle keep-alive connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened during "creates a user" and is still kept in its pool after it ended. Close the dispatcher with \`await agent.close()\`.
    An HTTP/2 session 127.0.0.1:51234 → 127.0.0.1:4821 was opened during "creates a user" and is still open after it ended. Close it with \`await new Promise(done => session.close(done))\`.
    A response to \`GET http://127.0.0.1:4821/export\` was requested during "creates a user" and has a body that is still unread after it ended. Read the body (\`await response.text()\`), or drop it with \`await response.body?.cancel()\`.
    A request \`GET http://127.0.0.1:4821/export\` was made during "creates a user" and still waits for its response after it ended. Await its response, or abort it with an \`AbortSignal\` (\`controller.abort()\`).
    A UDP socket was opened during "creates a user" and is still bound to 0.0.0.0:4821 after it ended. Close it with \`socket.close()\`.
    A UDP socket was opened during "creates a user" and is still open after it ended. Close it with \`socket.close()\`.
    A pipe was opened during "creates a user" and is still open (descriptor 23) after it ended. Destroy the streams with \`stream.destroy()\`, and end the process at the other end.
    The child process 1234 (\`node server.js\`) was started during "creates a user" and is still running, listening on 127.0.0.1:8000, [::1]:8000, after it ended. End it with \`child.kill()\` and wait with \`await once(child, 'exit')\`.
    The child process 1234 (\`sleep 30\`) was started during "creates a user" and is still running after it ended. End it with \`child.kill()\` and wait with \`await once(child, 'exit')\`.
    The orphaned process 1235 (\`sleep 30\`) was started during "creates a user" and is still running after it ended. End it before the process that started it, or start that one with \`detached: true\` and end the whole group with \`process.kill(-child.pid)\`.
    A worker thread was started during "creates a user" and is still alive after it ended. End it with \`await worker.terminate()\`.
    A message port was opened during "creates a user" and is still open after it ended. Close it with \`port.close()\`.
    A broadcast channel named \`updates\` was opened during "creates a user" and is still open after it ended. Close it with \`channel.close()\`.
    A broadcast channel was opened during "creates a user" and is still open after it ended. Close it with \`channel.close()\`.
    A file handle on \`data/users.csv\` was opened during "creates a user" and is still open (descriptor 21) after it ended. Close it with \`await handle.close()\`, or declare it with \`await using\`.
    A file descriptor on \`/etc/hosts\` was opened during "creates a user" and is still open (descriptor 21) after it ended. Close it with \`fs.closeSync(fd)\`.
    A file stream on \`/etc/hosts\` was opened during "creates a user" and is still open (descriptor 21) after it ended. Use it to its end, or destroy it with \`stream.destroy()\` and wait with \`await once(stream, 'close')\`.
    A directory handle on \`/etc\` was opened during "creates a user" and is still open (descriptor 21) after it ended. Close it with \`await directory.close()\`.
    A native descriptor on \`/var/lib/shop/app.db\` was opened during "creates a user" and is still open (descriptor 25) after it ended. Close the object that opened it: a database with \`database.close()\`.
    A watcher on \`/etc/hosts\` was started during "creates a user" and still watches after it ended. Close it with \`watcher.close()\`, or one of \`fs.watchFile\` with \`fs.unwatchFile(path)\`.
    A watcher on \`/etc/hosts\` was started by chokidar during "creates a user" and still watches after it ended. Close the watcher with \`await watcher.close()\`.
    A watcher was started during "creates a user" and still watches after it ended. Close it with \`watcher.close()\`, or one of \`fs.watchFile\` with \`fs.unwatchFile(path)\`.
    A temporary directory \`/tmp/shop-Xa81bQ\` was made during "creates a user" and is still there after it ended. Remove it with \`await rm(directory, { recursive: true, force: true })\`.
    A timer that repeats every 50 ms was set during "creates a user" and still runs after it ended. Stop it with \`clearInterval(timer)\`; if a loop sets it again each time, stop that loop and await its end.
    An interval of 50 ms was set during "creates a user" and still runs after it ended. Stop it with \`clearInterval(interval)\`.
    A timer that a loop renews every 50 ms was set during "creates a user" and still runs after it ended. Stop that loop and await its end.
    A timeout of 60 s was set during "creates a user" and is still pending after it ended. Cancel it with \`clearTimeout(timer)\`, or let it not hold the process with \`timer.unref()\`.
    A listener for \`SIGTERM\` on \`process\` was added during "creates a user" and is still attached after it ended. Remove it with \`process.off('SIGTERM', listener)\`.
    A listener for \`data\` on a shared \`EventEmitter\` was added during "creates a user" and is still attached after it ended. Remove it with \`emitter.off('data', listener)\`.
    A listener for \`abort\` on a shared \`AbortSignal\` was added during "creates a user" and is still attached after it ended. Remove it with \`removeEventListener('abort', listener)\`.
    100 MB of heap memory was allocated during "creates a user" and is still retained (21 MB → 121 MB) after it ended. Drop the references that keep it: arrays, maps, caches and closures outside of the test that it fills.
    128 MB of Buffer memory was allocated during "creates a user" and is still retained (1.5 MB → 130 MB) after it ended. Drop the references that keep its Buffers and ArrayBuffers: caches, queues and streams that were never read.
    96 MB of native memory was allocated during "creates a user" and is still retained (80 MB → 176 MB) after it ended. Close or free the native objects that took it: databases, compression streams, images, WebAssembly instances."
  `)
})

test('says several of every kind', () => {
  expect(say('leaked', { place, count: 3 })).toMatchInlineSnapshot(`
    "3 TCP servers were opened at test/api.test.ts:12:18 and still listen, one of them on 127.0.0.1:4821, after "creates a user" ended. Close each with \`await new Promise(done => server.close(done))\`.
    3 HTTP servers were opened at test/api.test.ts:12:18 and still listen, one of them on 127.0.0.1:4821, after "creates a user" ended. Close each with \`await new Promise(done => { server.close(done); server.closeAllConnections() })\`.
    3 HTTP/2 servers were opened at test/api.test.ts:12:18 and still listen, one of them on 127.0.0.1:4821, after "creates a user" ended. Close the sessions with \`session.close()\`, then the server with \`await new Promise(done => server.close(done))\`.
    3 HTTPS servers were opened by fastify at test/api.test.ts:12:18 and still listen, one of them on 127.0.0.1:4821, after "creates a user" ended. Close the app with \`await app.close()\`.
    A server was opened at test/api.test.ts:12:18 and closed, but 3 connections still keep it open after "creates a user" ended. End its connections with \`server.closeAllConnections()\` (HTTP), or with \`socket.destroy()\` on each socket that it accepted.
    3 UNIX socket servers were opened at test/api.test.ts:12:18 and still listen, one of them on \`/run/shop/api.sock\`, after "creates a user" ended. Close each with \`await new Promise(done => server.close(done))\`.
    3 UNIX socket connections, one of them to \`/run/shop/api.sock\`, were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Destroy each with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    3 UNIX socket connections were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Destroy each with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    3 listening ports, one of them 127.0.0.1:4821, were opened at test/api.test.ts:12:18 and still accept connections after "creates a user" ended. Close the server behind it; one in a worker thread ends with \`await worker.terminate()\`.
    3 TCP connections, one of them 127.0.0.1:51234 → 127.0.0.1:4821, were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Destroy each with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    3 PostgreSQL connections, one of them 127.0.0.1:51234 → 127.0.0.1:5432, were opened by pg at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close the client with \`await client.end()\`, or release each client of a pool and close it with \`await pool.end()\`.
    3 Redis connections, one of them 127.0.0.1:51234 → 127.0.0.1:6379, were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Destroy each with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    3 HTTP connections, one of them 127.0.0.1:51234 → 127.0.0.1:4821, were opened at test/api.test.ts:12:18 and still wait for the ends of their responses after "creates a user" ended. Read the response to its end (\`response.resume()\`), or give the request up with \`request.destroy()\`.
    3 HTTP connections, one of them 127.0.0.1:51234 → 127.0.0.1:4821, were opened at test/api.test.ts:12:18 and still have requests that were never ended after "creates a user" ended. End the request with \`request.end()\`, or give it up with \`request.destroy()\`.
    3 WebSocket connections, one of them 127.0.0.1:51234 → 127.0.0.1:4821, were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close each with \`ws.close()\` and wait with \`await once(ws, 'close')\`.
    3 WebSocket connections, one of them 127.0.0.1:51234 → 127.0.0.1:4821, were opened by undici at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close each with \`ws.close()\` and wait with \`await once(ws, 'close')\`.
    3 TLS connections were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Destroy each with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    3 idle keep-alive connections, one of them 127.0.0.1:51234 → 127.0.0.1:4821, were opened at test/api.test.ts:12:18 and are still kept in their pool after "creates a user" ended. Destroy the agent with \`agent.destroy()\`.
    3 idle keep-alive connections, one of them 127.0.0.1:51234 → 127.0.0.1:4821, were opened at test/api.test.ts:12:18 and are still kept in their pool after "creates a user" ended. Close the dispatcher with \`await agent.close()\`.
    3 HTTP/2 sessions, one of them 127.0.0.1:51234 → 127.0.0.1:4821, were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close each with \`await new Promise(done => session.close(done))\`.
    3 responses, one of them to \`GET http://127.0.0.1:4821/export\`, were requested at test/api.test.ts:12:18 and have bodies that are still unread after "creates a user" ended. Read the body (\`await response.text()\`), or drop it with \`await response.body?.cancel()\`.
    3 requests, one of them \`GET http://127.0.0.1:4821/export\`, were made at test/api.test.ts:12:18 and still wait for their responses after "creates a user" ended. Await its response, or abort it with an \`AbortSignal\` (\`controller.abort()\`).
    3 UDP sockets were opened at test/api.test.ts:12:18 and are still bound, one of them to 0.0.0.0:4821, after "creates a user" ended. Close each with \`socket.close()\`.
    3 UDP sockets were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close each with \`socket.close()\`.
    3 pipes were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Destroy the streams with \`stream.destroy()\`, and end the process at the other end.
    3 child processes, one of them 1234 (\`node server.js\`), were started at test/api.test.ts:12:18 and are still running after "creates a user" ended. End each with \`child.kill()\` and wait with \`await once(child, 'exit')\`.
    3 child processes, one of them 1234 (\`sleep 30\`), were started at test/api.test.ts:12:18 and are still running after "creates a user" ended. End each with \`child.kill()\` and wait with \`await once(child, 'exit')\`.
    3 orphaned processes, one of them 1235 (\`sleep 30\`), were started at test/api.test.ts:12:18 and are still running after "creates a user" ended. End each before the process that started it, or start that one with \`detached: true\` and end the whole group with \`process.kill(-child.pid)\`.
    3 worker threads were started at test/api.test.ts:12:18 and are still alive after "creates a user" ended. End each with \`await worker.terminate()\`.
    3 message ports were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close each with \`port.close()\`.
    3 broadcast channels, one of them named \`updates\`, were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close each with \`channel.close()\`.
    3 broadcast channels were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close each with \`channel.close()\`.
    3 file handles, one of them on \`data/users.csv\`, were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close each with \`await handle.close()\`, or declare it with \`await using\`.
    3 file descriptors, one of them on \`/etc/hosts\`, were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close each with \`fs.closeSync(fd)\`.
    3 file streams, one of them on \`/etc/hosts\`, were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Use each to its end, or destroy it with \`stream.destroy()\` and wait with \`await once(stream, 'close')\`.
    3 directory handles, one of them on \`/etc\`, were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close each with \`await directory.close()\`.
    3 native descriptors, one of them on \`/var/lib/shop/app.db\`, were opened at test/api.test.ts:12:18 and are still open after "creates a user" ended. Close the object that opened it: a database with \`database.close()\`.
    3 watchers, one of them on \`/etc/hosts\`, were started at test/api.test.ts:12:18 and still watch after "creates a user" ended. Close each with \`watcher.close()\`, or one of \`fs.watchFile\` with \`fs.unwatchFile(path)\`.
    3 watchers, one of them on \`/etc/hosts\`, were started by chokidar at test/api.test.ts:12:18 and still watch after "creates a user" ended. Close the watcher with \`await watcher.close()\`.
    3 watchers were started at test/api.test.ts:12:18 and still watch after "creates a user" ended. Close each with \`watcher.close()\`, or one of \`fs.watchFile\` with \`fs.unwatchFile(path)\`.
    3 temporary directories, one of them \`/tmp/shop-Xa81bQ\`, were made at test/api.test.ts:12:18 and are still there after "creates a user" ended. Remove each with \`await rm(directory, { recursive: true, force: true })\`.
    3 timers that repeat every 50 ms were set at test/api.test.ts:12:18 and still run after "creates a user" ended. Stop each with \`clearInterval(timer)\`; if a loop sets it again each time, stop that loop and await its end.
    3 intervals of 50 ms were set at test/api.test.ts:12:18 and still run after "creates a user" ended. Stop each with \`clearInterval(interval)\`.
    3 timers that a loop renews every 50 ms were set at test/api.test.ts:12:18 and still run after "creates a user" ended. Stop that loop and await its end.
    3 timeouts of 60 s were set at test/api.test.ts:12:18 and are still pending after "creates a user" ended. Cancel each with \`clearTimeout(timer)\`, or let it not hold the process with \`timer.unref()\`.
    3 listeners for \`SIGTERM\` on \`process\` were added at test/api.test.ts:12:18 and are still attached after "creates a user" ended. Remove each with \`process.off('SIGTERM', listener)\`.
    3 listeners for \`data\` on a shared \`EventEmitter\` were added at test/api.test.ts:12:18 and are still attached after "creates a user" ended. Remove each with \`emitter.off('data', listener)\`.
    3 listeners for \`abort\` on a shared \`AbortSignal\` were added at test/api.test.ts:12:18 and are still attached after "creates a user" ended. Remove each with \`removeEventListener('abort', listener)\`.
    100 MB of heap memory was allocated at test/api.test.ts:12:18 and is still retained (21 MB → 121 MB) after "creates a user" ended. Drop the references that keep it: arrays, maps, caches and closures outside of the test that it fills.
    128 MB of Buffer memory was allocated at test/api.test.ts:12:18 and is still retained (1.5 MB → 130 MB) after "creates a user" ended. Drop the references that keep its Buffers and ArrayBuffers: caches, queues and streams that were never read.
    96 MB of native memory was allocated at test/api.test.ts:12:18 and is still retained (80 MB → 176 MB) after "creates a user" ended. Close or free the native objects that took it: databases, compression streams, images, WebAssembly instances."
  `)
})

test('says every kind that an outer scope released', () => {
  expect(say('held', { place })).toMatchInlineSnapshot(`
    "A TCP server was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`await new Promise(done => server.close(done))\`.
    An HTTP server was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`await new Promise(done => { server.close(done); server.closeAllConnections() })\`.
    An HTTP/2 server was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close the sessions with \`session.close()\`, then the server with \`await new Promise(done => server.close(done))\`.
    An HTTPS server was opened by fastify at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close the app with \`await app.close()\`.
    A server was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, end its connections with \`server.closeAllConnections()\` (HTTP), or with \`socket.destroy()\` on each socket that it accepted.
    A UNIX socket server was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`await new Promise(done => server.close(done))\`.
    A UNIX socket connection to \`/run/shop/api.sock\` was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    A UNIX socket connection was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    The port 127.0.0.1:4821 was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close the server behind it; one in a worker thread ends with \`await worker.terminate()\`.
    A TCP connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    A PostgreSQL connection 127.0.0.1:51234 → 127.0.0.1:5432 was opened by pg at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close the client with \`await client.end()\`, or release each client of a pool and close it with \`await pool.end()\`.
    A Redis connection 127.0.0.1:51234 → 127.0.0.1:6379 was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    An HTTP connection 127.0.0.1:51234 → 127.0.0.1:4821 for \`GET /users\` was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, read the response to its end (\`response.resume()\`), or give the request up with \`request.destroy()\`.
    An HTTP connection 127.0.0.1:51234 → 127.0.0.1:4821 for \`POST /users\` was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, end the request with \`request.end()\`, or give it up with \`request.destroy()\`.
    A WebSocket connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`ws.close()\` and wait with \`await once(ws, 'close')\`.
    A WebSocket connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened by undici at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`ws.close()\` and wait with \`await once(ws, 'close')\`.
    A TLS connection was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    An idle keep-alive connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, destroy the agent with \`agent.destroy()\`.
    An idle keep-alive connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close the dispatcher with \`await agent.close()\`.
    An HTTP/2 session 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`await new Promise(done => session.close(done))\`.
    A response to \`GET http://127.0.0.1:4821/export\` was requested at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, read the body (\`await response.text()\`), or drop it with \`await response.body?.cancel()\`.
    A request \`GET http://127.0.0.1:4821/export\` was made at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, await its response, or abort it with an \`AbortSignal\` (\`controller.abort()\`).
    A UDP socket was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`socket.close()\`.
    A UDP socket was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`socket.close()\`.
    A pipe was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, destroy the streams with \`stream.destroy()\`, and end the process at the other end.
    The child process 1234 (\`node server.js\`) was started at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, end it with \`child.kill()\` and wait with \`await once(child, 'exit')\`.
    The child process 1234 (\`sleep 30\`) was started at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, end it with \`child.kill()\` and wait with \`await once(child, 'exit')\`.
    The orphaned process 1235 (\`sleep 30\`) was started at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, end it before the process that started it, or start that one with \`detached: true\` and end the whole group with \`process.kill(-child.pid)\`.
    A worker thread was started at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, end it with \`await worker.terminate()\`.
    A message port was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`port.close()\`.
    A broadcast channel named \`updates\` was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`channel.close()\`.
    A broadcast channel was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`channel.close()\`.
    A file handle on \`data/users.csv\` was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`await handle.close()\`, or declare it with \`await using\`.
    A file descriptor on \`/etc/hosts\` was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`fs.closeSync(fd)\`.
    A file stream on \`/etc/hosts\` was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, use it to its end, or destroy it with \`stream.destroy()\` and wait with \`await once(stream, 'close')\`.
    A directory handle on \`/etc\` was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`await directory.close()\`.
    A native descriptor on \`/var/lib/shop/app.db\` was opened at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close the object that opened it: a database with \`database.close()\`.
    A watcher on \`/etc/hosts\` was started at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`watcher.close()\`, or one of \`fs.watchFile\` with \`fs.unwatchFile(path)\`.
    A watcher on \`/etc/hosts\` was started by chokidar at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close the watcher with \`await watcher.close()\`.
    A watcher was started at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close it with \`watcher.close()\`, or one of \`fs.watchFile\` with \`fs.unwatchFile(path)\`.
    A temporary directory \`/tmp/shop-Xa81bQ\` was made at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, remove it with \`await rm(directory, { recursive: true, force: true })\`.
    A timer that repeats every 50 ms was set at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, stop it with \`clearInterval(timer)\`; if a loop sets it again each time, stop that loop and await its end.
    An interval of 50 ms was set at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, stop it with \`clearInterval(interval)\`.
    A timer that a loop renews every 50 ms was set at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, stop that loop and await its end.
    A timeout of 60 s was set at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, cancel it with \`clearTimeout(timer)\`, or let it not hold the process with \`timer.unref()\`.
    A listener for \`SIGTERM\` on \`process\` was added at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, remove it with \`process.off('SIGTERM', listener)\`.
    A listener for \`data\` on a shared \`EventEmitter\` was added at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, remove it with \`emitter.off('data', listener)\`.
    A listener for \`abort\` on a shared \`AbortSignal\` was added at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, remove it with \`removeEventListener('abort', listener)\`.
    100 MB of heap memory was allocated at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, drop the references that keep it: arrays, maps, caches and closures outside of the test that it fills.
    128 MB of Buffer memory was allocated at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, drop the references that keep its Buffers and ArrayBuffers: caches, queues and streams that were never read.
    96 MB of native memory was allocated at test/api.test.ts:12:18, outlived "creates a user" and was released later by an outer scope. Unless it is shared on purpose, close or free the native objects that took it: databases, compression streams, images, WebAssembly instances."
  `)
})

test('says every kind that was released late', () => {
  expect(say('late', { place })).toMatchInlineSnapshot(`
    "A TCP server was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`await new Promise(done => server.close(done))\`.
    An HTTP server was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`await new Promise(done => { server.close(done); server.closeAllConnections() })\`.
    An HTTP/2 server was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close the sessions with \`session.close()\`, then the server with \`await new Promise(done => server.close(done))\`.
    An HTTPS server was opened by fastify at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close the app with \`await app.close()\`.
    A server was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: end its connections with \`server.closeAllConnections()\` (HTTP), or with \`socket.destroy()\` on each socket that it accepted.
    A UNIX socket server was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`await new Promise(done => server.close(done))\`.
    A UNIX socket connection to \`/run/shop/api.sock\` was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    A UNIX socket connection was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    The port 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close the server behind it; one in a worker thread ends with \`await worker.terminate()\`.
    A TCP connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    A PostgreSQL connection 127.0.0.1:51234 → 127.0.0.1:5432 was opened by pg at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close the client with \`await client.end()\`, or release each client of a pool and close it with \`await pool.end()\`.
    A Redis connection 127.0.0.1:51234 → 127.0.0.1:6379 was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    An HTTP connection 127.0.0.1:51234 → 127.0.0.1:4821 for \`GET /users\` was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: read the response to its end (\`response.resume()\`), or give the request up with \`request.destroy()\`.
    An HTTP connection 127.0.0.1:51234 → 127.0.0.1:4821 for \`POST /users\` was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: end the request with \`request.end()\`, or give it up with \`request.destroy()\`.
    A WebSocket connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`ws.close()\` and wait with \`await once(ws, 'close')\`.
    A WebSocket connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened by undici at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`ws.close()\` and wait with \`await once(ws, 'close')\`.
    A TLS connection was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: destroy it with \`socket.destroy()\` and wait with \`await once(socket, 'close')\`.
    An idle keep-alive connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: destroy the agent with \`agent.destroy()\`.
    An idle keep-alive connection 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close the dispatcher with \`await agent.close()\`.
    An HTTP/2 session 127.0.0.1:51234 → 127.0.0.1:4821 was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`await new Promise(done => session.close(done))\`.
    A response to \`GET http://127.0.0.1:4821/export\` was requested at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: read the body (\`await response.text()\`), or drop it with \`await response.body?.cancel()\`.
    A request \`GET http://127.0.0.1:4821/export\` was made at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: await its response, or abort it with an \`AbortSignal\` (\`controller.abort()\`).
    A UDP socket was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`socket.close()\`.
    A UDP socket was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`socket.close()\`.
    A pipe was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: destroy the streams with \`stream.destroy()\`, and end the process at the other end.
    The child process 1234 (\`node server.js\`) was started at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: end it with \`child.kill()\` and wait with \`await once(child, 'exit')\`.
    The child process 1234 (\`sleep 30\`) was started at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: end it with \`child.kill()\` and wait with \`await once(child, 'exit')\`.
    The orphaned process 1235 (\`sleep 30\`) was started at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: end it before the process that started it, or start that one with \`detached: true\` and end the whole group with \`process.kill(-child.pid)\`.
    A worker thread was started at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: end it with \`await worker.terminate()\`.
    A message port was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`port.close()\`.
    A broadcast channel named \`updates\` was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`channel.close()\`.
    A broadcast channel was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`channel.close()\`.
    A file handle on \`data/users.csv\` was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`await handle.close()\`, or declare it with \`await using\`.
    A file descriptor on \`/etc/hosts\` was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`fs.closeSync(fd)\`.
    A file stream on \`/etc/hosts\` was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: use it to its end, or destroy it with \`stream.destroy()\` and wait with \`await once(stream, 'close')\`.
    A directory handle on \`/etc\` was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`await directory.close()\`.
    A native descriptor on \`/var/lib/shop/app.db\` was opened at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close the object that opened it: a database with \`database.close()\`.
    A watcher on \`/etc/hosts\` was started at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`watcher.close()\`, or one of \`fs.watchFile\` with \`fs.unwatchFile(path)\`.
    A watcher on \`/etc/hosts\` was started by chokidar at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close the watcher with \`await watcher.close()\`.
    A watcher was started at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close it with \`watcher.close()\`, or one of \`fs.watchFile\` with \`fs.unwatchFile(path)\`.
    A temporary directory \`/tmp/shop-Xa81bQ\` was made at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: remove it with \`await rm(directory, { recursive: true, force: true })\`.
    A timer that repeats every 50 ms was set at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: stop it with \`clearInterval(timer)\`; if a loop sets it again each time, stop that loop and await its end.
    An interval of 50 ms was set at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: stop it with \`clearInterval(interval)\`.
    A timer that a loop renews every 50 ms was set at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: stop that loop and await its end.
    A timeout of 60 s was set at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: cancel it with \`clearTimeout(timer)\`, or let it not hold the process with \`timer.unref()\`.
    A listener for \`SIGTERM\` on \`process\` was added at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: remove it with \`process.off('SIGTERM', listener)\`.
    A listener for \`data\` on a shared \`EventEmitter\` was added at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: remove it with \`emitter.off('data', listener)\`.
    A listener for \`abort\` on a shared \`AbortSignal\` was added at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: remove it with \`removeEventListener('abort', listener)\`.
    100 MB of heap memory was allocated at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: drop the references that keep it: arrays, maps, caches and closures outside of the test that it fills.
    128 MB of Buffer memory was allocated at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: drop the references that keep its Buffers and ArrayBuffers: caches, queues and streams that were never read.
    96 MB of native memory was allocated at test/api.test.ts:12:18 and was released only after "creates a user" ended, which nothing awaited. Await its release: close or free the native objects that took it: databases, compression streams, images, WebAssembly instances."
  `)
})

function say(status: Status, { count, ...rest }: { place?: typeof place; count?: number }): string {
  return kinds
    .flatMap((kind) =>
      samples[kind].map((facts) => {
        const counted = count === undefined ? facts : { ...facts, count }
        return describeFinding({ facts: { kind, ...counted }, owner, status, root, ...rest }).message
      }),
    )
    .join('\n')
}
