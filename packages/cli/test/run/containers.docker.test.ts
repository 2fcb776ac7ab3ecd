import { connectEngine } from '@watertight/lifecycle'
import { expect, onTestFinished, test } from 'vitest'
import { runReported } from '../watertight.ts'
import type { Reported } from '../watertight.ts'

/** An image that holds busybox; `.ci/docker.sh` makes it. */
const image = process.env.WATERTIGHT_TEST_IMAGE ?? 'watertight-busybox:latest'
const engine = await connectEngine().catch(() => null)
const dockerTest = test.skipIf(!(await engine?.hasImage(image)))

dockerTest('a container that was started meanwhile is named, and left alone', async () => {
  const name = containerName()
  const run = await runWithEngine(['--settle', '0'], name)
  expect(containersOf(run)).toEqual([{ name, image, removed: false }])
  expect(run.stderr).toContain(`container ${name} (${image}, `)
  expect(run.exitCode).toBe(0)
  expect(await namesOf()).toContain(name)
})

dockerTest('it is removed where that is asked for, and what was there before is not', async () => {
  const [former, name] = [containerName(), containerName()]
  await runWithEngine(['--settle', '0'], former)
  const run = await runWithEngine(['--settle', '0', '--containers', 'remove'], name)
  expect(containersOf(run)).toEqual([{ name, image, removed: true }])
  expect(run.exitCode).toBe(1)
  expect(await namesOf()).not.toContain(name)
  expect(await namesOf()).toContain(former)
})

dockerTest('nothing is found where the command removes its container', async () => {
  const name = containerName()
  const command = ['sh', '-c', `${start(name).join(' ')} && docker rm -f ${name}`]
  const run = await runWithEngine(['--containers', 'remove'], name, command)
  expect(containersOf(run)).toEqual([])
  expect(run.exitCode).toBe(0)
})

let count = 0

/** Once more where the engine was too busy to say in time what was there before, as the report says then. */
async function runWithEngine(
  options: readonly string[],
  name: string,
  command: readonly string[] = start(name),
  repetitions = 3,
): Promise<Reported> {
  const run = await runReported(options, command, { env: { DOCKER_HOST: process.env.DOCKER_HOST } })
  const isSlow = run.report.unchecked.some(({ why }) => why.startsWith('No container engine said within'))
  if (!isSlow || repetitions === 0) return run
  await engine?.remove(name)
  return runWithEngine(options, name, command, repetitions - 1)
}

function containerName(): string {
  const name = `watertight-cli-${process.pid}-${++count}`
  onTestFinished(async () => {
    await engine?.remove(name)
  })
  return name
}

function start(name: string): string[] {
  return ['docker', 'run', '--detach', '--network=none', `--name=${name}`, image, 'sleep', '60']
}

/** Other tests may have theirs at the same time. */
function containersOf({ report }: Reported) {
  const own = report.command?.containers.filter(({ name }) =>
    name.startsWith(`watertight-cli-${process.pid}-`),
  )
  return own?.map(({ name, image, removed }) => ({ name, image, removed }))
}

async function namesOf(): Promise<string[]> {
  return (await engine?.list())?.map(({ name }) => name) ?? []
}
