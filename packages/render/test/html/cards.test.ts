import { expect, test } from 'vitest'
import { cardsOf } from '../../src/html/findings/cards.ts'
import { fileOf, findingOf, reportOf, testOf } from './made-report.ts'

const place = { file: 'src/db.ts', line: 4, column: 2 }

test('one place is one card, whichever tests it concerns', () => {
  const owned = (name: string) =>
    findingOf({ place, owner: { scope: 'test', id: name, name, file: 'test/a.test.ts' } })
  const tests = ['one', 'two'].map((name) => testOf(name, { findings: [owned(name)] }))
  const cards = cardsOf(reportOf([fileOf('test/a.test.ts', tests)]))
  expect(cards.map(({ findings }) => findings.length)).toEqual([2])
})

test('what has no place is kept apart by its owner', () => {
  const { place: _, ...placeless } = findingOf()
  const tests = ['one', 'two'].map((name) =>
    testOf(name, { findings: [{ ...placeless, owner: { ...placeless.owner, name } }] }),
  )
  expect(cardsOf(reportOf([fileOf('test/a.test.ts', tests)]))).toHaveLength(2)
})

test('stand gravest first', () => {
  const findings = [
    findingOf({ status: 'late', level: 'warn' }),
    findingOf({ status: 'held', level: 'warn' }),
    findingOf({ known: true, level: 'warn' }),
    findingOf({ level: 'warn' }),
    findingOf(),
  ]
  const cards = cardsOf(reportOf([fileOf('test/a.test.ts', [], { findings })]))
  expect(cards.map(({ gravity }) => gravity)).toEqual(['failing', 'warning', 'known', 'held', 'late'])
  expect(cards[0]?.anchor).toBe('finding-1')
})
