import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ProcessIdentity, ProcessInfo } from '@watertight/probe'
import { expect, onTestFinished, test } from 'vitest'
import { familyOf } from '../../../src/run/contain/family.ts'
import type { Origin } from '../../../src/run/contain/family.ts'
import { listPids } from '../../../src/run/contain/mark.ts'
import { createRecorder } from '../../../src/run/contain/recorder.ts'
import { endWithTest, hasBecome, probe, readRecorded, until } from '../../survivors.ts'
import { tempFolder } from '../../temp-folder.ts'
import { startProcess } from '../../watertight.ts'

// Unusual times make command lines that nobody else has by chance.
const RELATIVES = ['sleep 30.2571', 'sleep 30.5172'] as const
const STAY = 'cat /proc/$$/stat >"$0"; exec sleep 30'

test('what was recorded is known after its parent has ended', async () => {
  const { file, parent, end } = await startBranch(`setsid sh -c '${STAY}' "$1" &`)
  const recorder = createRecorder(parent, probe)
  recorder.look()
  await end()
  const left = readRecorded(file)
  expect(recorder.members().map(({ info, proof }) => [info.identity, proof])).toEqual([[left, 'recorded']])
  expect(left && recorder.ancestorsOf(left).map(({ identity }) => identity)).toEqual([parent.identity])
})

test('what was not recorded in time is not claimed', async () => {
  const { parent, end } = await startBranch(`setsid sh -c '${STAY}' "$1" &`)
  const recorder = createRecorder(parent, probe)
  await end()
  recorder.look()
  expect(recorder.members()).toEqual([])
})

test('children of a member, and whoever shares its session, belong to the family', async () => {
  // The first starts the second, of another parent, in its session, and a child.
  const { file, parent } = await startBranch(
    `setsid sh -c '(${RELATIVES[0]} &); ${RELATIVES[1]} & ${STAY}' "$1" &`,
  )
  const first = readRecorded(file)
  const info = first && probe.readProcess(first.pid)
  expect(info?.ppid).toBe(parent.identity.pid)
  await until(() => RELATIVES.every((command) => isThere(command)))
  const family = info ? familyOf([{ info, proof: 'recorded' }], originOf(parent), probe) : []
  endWithTest(() => family.map((member) => member.info.identity))
  const [root, ...relatives] = family
  expect(root?.info.identity).toEqual(first)
  expect(relatives.map((member) => [member.info.command, member.proof]).sort()).toEqual([
    [RELATIVES[0], 'session'],
    [RELATIVES[1], 'parent'],
  ])
})

test.for([
  { first: 0, isKnown: true, why: 'was begun outside our pid namespace' },
  { first: null, isKnown: false, why: 'is unknown' },
])('where the first session $why, sharing another one proves it: $isKnown', async ({ first, isKnown }) => {
  const { file, parent } = await startBranch(`setsid sh -c '(${RELATIVES[0]} &); ${STAY}' "$1" &`)
  const left = readRecorded(file)
  const info = left && probe.readProcess(left.pid)
  if (!info) throw new Error('It has ended.')
  // It is nobody's child once the shell between them has ended.
  await until(() => isThere(RELATIVES[0]) && !hasChildren(left))
  const origin = { session: first, startTicks: parent.identity.startTicks }
  const all = familyOf([{ info, proof: 'recorded' }], { ...origin, session: 0 }, probe)
  endWithTest(() => all.map((member) => member.info.identity))
  const family = familyOf([{ info, proof: 'recorded' }], origin, probe)
  expect(family.some((member) => member.info.command === RELATIVES[0])).toBe(isKnown)
})

test('a session proves nothing if anything in it is older than the command, and neither does age alone', () => {
  const [older, member] = [startInOurSession(), startInOurSession()]
  // As if the command had been started elsewhere, between the two.
  const origin = { session: 1, startTicks: older.identity.startTicks + 1 }
  const young = { ...member, identity: { ...member.identity, startTicks: origin.startTicks } }
  expect(familyOf([{ info: young, proof: 'recorded' }], origin, probe)).toHaveLength(1)
  expect(familyOf([{ info: older, proof: 'recorded' }], origin, probe)).toEqual([])
})

test('the session in which a command was started proves nothing', () => {
  const [member, other] = [startInOurSession(), startInOurSession()]
  expect(member.session).toBe(probe.readProcess(process.pid)?.session)
  const family = familyOf([{ info: member, proof: 'recorded' }], originOf(member), probe)
  expect(family.map(({ info }) => info.identity)).toEqual([member.identity])
  expect(probe.isAlive(other.identity)).toBe(true)
})

function hasChildren({ pid }: ProcessIdentity): boolean {
  return listPids().some((other) => probe.readProcess(other)?.ppid === pid)
}

function isThere(command: string): boolean {
  return listPids().some((pid) => probe.readProcess(pid)?.command === command)
}

function startInOurSession(): ProcessInfo {
  const child = spawn('sleep', ['30'], { stdio: 'ignore' })
  const info = probe.readProcess(child.pid ?? 0)
  if (info === null) throw new Error('It has ended.')
  onTestFinished(async () => {
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  })
  return info
}

function originOf(command: ProcessInfo): Origin {
  return { session: probe.readProcess(process.pid)?.session ?? null, startTicks: command.identity.startTicks }
}

/** A shell that starts something, and ends when it is told to. */
async function startBranch(script: string) {
  const file = join(tempFolder(), 'process')
  endWithTest(() => [readRecorded(file)])
  const run = startProcess('sh', ['-c', `${script}\nread line`, 'sh', file])
  await until(() => hasBecome(file, 'sleep 30'))
  const parent = probe.readProcess(run.pid)
  if (parent === null) throw new Error('The shell has ended.')
  const end = async (): Promise<void> => {
    run.child.stdin?.end()
    await until(() => !probe.isAlive(parent.identity))
  }
  return { file, parent, end }
}
