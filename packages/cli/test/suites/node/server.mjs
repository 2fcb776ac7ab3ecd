import { createServer } from 'node:http'

const server = createServer((_, response) => response.setHeader('connection', 'close').end('here'))
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
// What a test forgets ends by itself.
setTimeout(() => process.exit(), 30_000)
