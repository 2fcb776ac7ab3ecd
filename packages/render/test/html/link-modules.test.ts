import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { linkModules } from '../../src/html/link-modules.ts'

test('runs modules once each, from whichever folder they are asked for', () => {
  const code = linkModules(
    new Map([
      ['client/main.js', 'said.push(require("./plots/board.js").name, require("../shape.js").name)'],
      ['client/plots/board.js', 'exports.name = `board of ${require("../../shape.js").name}`'],
      ['shape.js', 'exports.name = "shape"; said.push("once")'],
    ]),
  )
  const said: string[] = []
  runInNewContext(code, { said, URL })
  expect(said).toEqual(['once', 'board of shape', 'shape'])
})

test('names what it expects where the entry is missing', () => {
  expect(() => linkModules(new Map([['other.js', '']]))).toThrow(
    'Expected a module `client/main.js`, got other.js.',
  )
})
