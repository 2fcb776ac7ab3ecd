// A run that owns a server, had no reaper, and is killed before it can release it.
import { createLifecycle } from '@watertight/lifecycle'

const lifecycle = createLifecycle({ reaper: false })
const server = await lifecycle.spawn(process.execPath, ['server.mjs'], {
  name: 'api',
  cwd: process.argv[2],
  ready: { line: /\d+/ },
})
console.log(server.pid, Number(server.output()))
// A live run waits for its input, a killed one does not.
if (process.argv[3] === 'live') process.stdin.resume().on('end', () => void lifecycle.releaseAll())
else process.kill(process.pid, 'SIGKILL')
