// Says which signals it gets, and how often, until its input ends.
const counts = new Map()
for (const signal of ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2']) {
  process.on(signal, () => {
    counts.set(signal, (counts.get(signal) ?? 0) + 1)
    console.log(signal, counts.get(signal))
  })
}
process.stdin.resume().on('end', () => {
  console.log('end')
  process.exit()
})
console.log('ready')
