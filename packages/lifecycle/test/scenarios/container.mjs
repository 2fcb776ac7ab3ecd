/** A run that owns a container, says so with its session, and waits. */
import process from 'node:process'
import { lifecycle } from '@watertight/lifecycle'

const { IMAGE, ADOPT } = process.env
console.log(`session ${lifecycle.session}`)
const cmd = ['/bin/busybox', 'sh', '-c', 'trap exit TERM; while :; do sleep 0.1; done']
if (ADOPT === undefined) await lifecycle.container({ image: IMAGE, network: 'none', cmd, graceMs: 1_000 })
else await lifecycle.adoptContainer(ADOPT)
console.log('ready')
setTimeout(() => undefined, 600_000)
