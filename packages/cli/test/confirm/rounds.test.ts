import type { FileReport } from '@watertight/findings'
import { expect, test } from 'vitest'
import { accusationsOf } from '../../src/confirm/accused.ts'
import type { ConfirmRound } from '../../src/confirm/protocol.ts'
import { judgeAll } from '../../src/confirm/rounds.ts'
import { leakOf, passOf, reportOf } from './passes.ts'

const clean = passOf({ serves: 'passed', asks: 'passed' })
const leaks = passOf({ serves: 'passed', asks: 'passed' }, leakOf())

/** Judges what a file of a report accuses; `show` says what each round shows. */
async function judge(file: FileReport, show: (round: ConfirmRound) => readonly FileReport[]) {
  const rounds: ConfirmRound[] = []
  const verdicts = await judgeAll(accusationsOf(reportOf(file)), 2, '/home/ada/shop', (round) => {
    rounds.push(round)
    return Promise.resolve([{ project: '', path: 'api.test.ts', passes: show(round) }])
  })
  const said = rounds.map(({ how, files }) => [how, ...files.map(({ names }) => names)])
  return { rounds: said, verdicts: [...verdicts.values()] }
}

test('a test runs again by itself, and once is enough where it leaks', async () => {
  const { rounds, verdicts } = await judge(leaks, () => [leaks, leaks])
  expect(rounds).toEqual([['again', ['serves']]])
  expect(verdicts).toEqual([{ confirmation: { verdict: 'grows', runs: 2, seen: 2 } }])
})

test('nobody is cleared before the whole file has run', async () => {
  const isAlone = ({ files }: ConfirmRound) => files.every(({ names }) => names !== null)
  const { rounds, verdicts } = await judge(leaks, (round) =>
    isAlone(round) ? [clean, clean] : [leaks, leaks],
  )
  expect(rounds).toEqual([
    ['again', ['serves']],
    ['reload', null],
  ])
  expect(verdicts).toEqual([{ confirmation: { verdict: 'grows', runs: 2, seen: 2 } }])
})

test('what nobody sees, alone or among others, is not seen again', async () => {
  const { verdicts } = await judge(leaks, () => [clean, clean])
  expect(verdicts).toEqual([{ confirmation: { verdict: 'not-seen', runs: 2, seen: 0 } }])
})

test('what is not seen alone and fails among others is not cleared', async () => {
  const fails = passOf({ serves: 'failed', asks: 'passed' })
  const { verdicts } = await judge(leaks, ({ how }) => (how === 'again' ? [clean, clean] : [fails, fails]))
  expect(verdicts).toEqual([{ why: 'it did not pass when it ran again (failed)' }])
})

test('suites and files are loaded anew', async () => {
  const suite = passOf({ serves: 'passed' }, leakOf({ scope: 'suite', name: 'api' }))
  expect((await judge(suite, () => [suite, suite])).rounds).toContainEqual(['reload', ['api']])
  const file = passOf({ serves: 'passed' }, leakOf({ scope: 'file', name: 'api.test.ts' }))
  expect((await judge(file, () => [file, file])).rounds).toEqual([['reload', null]])
})

test('suspects run too', async () => {
  const accused = passOf({ serves: 'passed' }, leakOf({}, { suspects: ['serves', 'asks'] }))
  expect((await judge(accused, () => [leaks, leaks])).rounds).toEqual([['again', ['serves', 'asks']]])
})

test('what a worker’s fixture left is not judged, and nothing runs for it', async () => {
  const worker = passOf({ serves: 'passed' }, leakOf({ scope: 'worker', name: '' }))
  const { rounds, verdicts } = await judge(worker, () => [])
  expect(rounds).toEqual([])
  expect(verdicts).toEqual([{ why: expect.stringContaining('fixture of a worker') as string }])
})

test('what a command left is not judged, and nothing runs for it', async () => {
  const command = passOf({}, leakOf({ scope: 'run', name: 'sh suite.sh', file: '' }))
  const { rounds, verdicts } = await judge(command, () => [])
  expect(rounds).toEqual([])
  expect(verdicts).toEqual([{ why: 'a command left it, which cannot be run again in parts' }])
})

test('a file that the project does not have any more cannot be judged', async () => {
  const verdicts = await judgeAll(accusationsOf(reportOf(leaks)), 2, '/', () => Promise.resolve([]))
  expect([...verdicts.values()]).toEqual([{ why: 'its file is not among the tests of the project' }])
})
