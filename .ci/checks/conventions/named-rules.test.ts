import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { ESLint, type Linter } from 'eslint'
import plugin from 'eslint-plugin-watertight'
import tseslint from 'typescript-eslint'
import { expect, test } from 'vitest'
import type { ScopeKind } from '../../../packages/findings/src/index.ts'
import { lintRuleOf } from '../../../packages/findings/src/lint-rule.ts'
import { parseMarkers, type Marker } from '../../../reporter/test/e2e/markers.ts'

const root = resolve(import.meta.dirname, '../../..')

/** A leak of a fixture: which rule its finding names, and which rules speak of it. */
interface Leak {
  readonly at: string
  readonly named: string | undefined
  readonly reported: readonly string[]
}

test('a finding names a rule only where the linter speaks, and names one for most leaks of which it does', async () => {
  const leaks = await leaksOfFixtures()
  const wrong = leaks.filter(({ named, reported }) => named !== undefined && !reported.includes(named))
  const right = leaks.filter(({ named, reported }) => named !== undefined && reported.includes(named))
  const unnamed = leaks.filter(({ named, reported }) => named === undefined && reported.length > 0)
  expect(wrong).toEqual([])
  expect(right.length).toBeGreaterThan(2 * unnamed.length)
  // ESLint reads some hundred files, beside whatever else the machine does.
}, 60_000)

async function leaksOfFixtures(): Promise<Leak[]> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      {
        ...plugin.configs.strict,
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser },
      },
    ],
  })
  const folders = ['kinds', 'clients', 'scopes'].map((name) => `fixtures/${name}/**/*.leaky.test.ts`)
  return (await eslint.lintFiles(folders)).flatMap(({ filePath, messages }) => leaksOf(filePath, messages))
}

function leaksOf(path: string, messages: readonly Linter.LintMessage[]): Leak[] {
  const source = readFileSync(path, 'utf8')
  const file = relative(root, path)
  return parseMarkers(source)
    .filter(({ word }) => word !== 'held')
    .map((marker) => ({
      at: `${file}:${marker.line}`,
      named: nameRule(marker, source, file),
      reported: rulesAt(marker.line, source.split('\n'), messages),
    }))
}

function nameRule({ kind, by, line }: Marker, source: string, file: string): string | undefined {
  const scope: ScopeKind = by === undefined || by.scope === 'named' ? 'test' : by.scope
  const owner = { scope, id: '', name: '', file }
  return lintRuleOf({ kind, status: 'leaked', owner, place: { file, line, column: 1 } }, source)
}

/** At the line itself, or where the variable that is opened there is made. */
function rulesAt(line: number, lines: readonly string[], messages: readonly Linter.LintMessage[]): string[] {
  const opened = /([a-z]\w*)\.(?:connect|listen)\(/.exec(lines[line - 1] ?? '')?.[1]
  const isMadeAt = (at: number) =>
    new RegExp(String.raw`\bconst ${opened ?? ''} = `).test(lines[at - 1] ?? '')
  return messages
    .filter((message) => message.line === line || (opened !== undefined && isMadeAt(message.line)))
    .map(({ ruleId }) => (ruleId ?? '').replace('watertight/', ''))
    .filter((rule) => rule !== 'prefer-fixture')
}
