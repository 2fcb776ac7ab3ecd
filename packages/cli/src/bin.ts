import { readVersion } from './version.ts'

// The version alone needs neither the parser nor any command: it answers as fast as Node starts.
if (/^(?:-V|--version)$/.test(process.argv[2] ?? '')) {
  process.stdout.write(`${readVersion()}\n`)
} else {
  const { main } = await import('./main.ts')
  await main(process.argv.slice(2))
}
