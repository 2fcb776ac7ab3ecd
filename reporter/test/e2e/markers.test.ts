import { expect, test } from 'vitest'
import { parseFails, parseMarkers } from './markers.ts'

test('reads kind, count and owner of every part of a marker', () => {
  const line = 'open() // leak: server x2 by "outer > it\'s open" + timer + socket by file'
  expect(parseMarkers(`\n${line}`)).toEqual([
    {
      line: 2,
      word: 'leak',
      samePlace: true,
      kind: 'server',
      count: 2,
      by: { scope: 'named', name: "outer > it's open" },
    },
    { line: 2, word: 'leak', samePlace: true, kind: 'timer' },
    { line: 2, word: 'leak', samePlace: true, kind: 'socket', by: { scope: 'file' } },
  ])
})

test('reads several markers of one line, and the tilde that leaves the place open', () => {
  expect(parseMarkers('open() // leak~: child-process by worker // held: socket')).toEqual([
    { line: 1, word: 'leak', samePlace: false, kind: 'child-process', by: { scope: 'worker' } },
    { line: 1, word: 'held', samePlace: true, kind: 'socket' },
  ])
})

test('refuses a marker that it does not understand instead of expecting nothing', () => {
  expect(() => parseMarkers('open() // leak: server and a half')).toThrow(
    'Line 1: expected `<kind> [xN] [by …]`',
  )
})

test('leaves ordinary comments alone', () => {
  expect(parseMarkers('// a leak of the pool\n// leaky: yes')).toEqual([])
})

test('reads the error that a test fails by itself', () => {
  expect(parseFails("test('x', () => { // fails: expected 1 to be 2 // leak: timer")).toEqual([
    { line: 1, text: 'expected 1 to be 2' },
  ])
})
