import { KINDS } from '@watertight/findings'
import type { Kind } from '@watertight/findings'

/** The rules of a SARIF log: one a kind of resource. */
export function ruleOf(kind: Kind): Rule {
  const { title, plural, remedy, level, docs } = KINDS[kind]
  const advice = remedy({ kind })
  return {
    id: kind,
    name: `Leaked${pascalCase(kind)}`,
    shortDescription: { text: `${title} not released` },
    fullDescription: { text: `${plural} that tests, suites or files open and do not give back. ${advice}` },
    help: {
      text: `${OWNERSHIP} ${advice} More: ${docs}.`,
      markdown: `${OWNERSHIP}\n\n**How to repair it.** ${advice}\n\n**More:** \`${docs}\` in the documentation of Watertight.`,
    },
    defaultConfiguration: { level: level === 'fail' ? 'error' : 'warning' },
    properties: { tags: ['leak', 'resource', 'test'], precision: 'very-high' },
  }
}

/** A `reportingDescriptor` (SARIF 2.1.0, 3.49). */
export interface Rule {
  readonly id: Kind
  readonly name: string
  readonly shortDescription: { readonly text: string }
  readonly fullDescription: { readonly text: string }
  readonly help: { readonly text: string; readonly markdown: string }
  readonly defaultConfiguration: { readonly level: 'error' | 'warning' }
  readonly properties: { readonly tags: readonly string[]; readonly precision: string }
}

const OWNERSHIP =
  'A resource belongs to the scope that releases it: if its file ends and nothing has released it, the test, suite or file that acquired it leaks.'

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
}
