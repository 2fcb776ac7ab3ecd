import { analysisOf } from './analysis/analysis-of.ts'
import type { Acquisition, FileAnalysis } from './analysis/model.ts'
import { findingOf, type Finding, type FunctionsOption } from './per-request/finding.ts'
import { hoist } from './per-request/hoist.ts'
import { defineRule, type Rule, type RuleContext } from './rule.ts'
import { nameOfResource } from './wording.ts'

type MessageId = 'built' | 'closed' | 'unread' | 'hoist'

interface Options {
  readonly functions: FunctionsOption
  readonly varying: boolean
}

interface PerRequestRule {
  readonly name: string
  readonly description: string
  /** Which of the resources that are meant to be shared this rule speaks of. */
  readonly isEngine: boolean
}

const MESSAGES: Readonly<Record<MessageId, string>> = {
  built: '{{resource}} is built in {{place}}, so that every {{turn}} pays for new connections; {{remedy}}.',
  closed:
    '{{resource}} is built and closed again in {{place}}, so that every {{turn}} pays for new connections; {{remedy}}.',
  unread:
    '{{resource}} is kept in `{{store}}`, which nothing here reads back, so that every {{turn}} builds another; write `{{store}} ??= …` and use that.',
  hoist: 'Move `{{holder}}` to module level, where it is built once.',
}

/** Makes the rule against building again and again what is meant to be shared: of engines, or of all others. */
export function perRequestRule({ name, description, isEngine }: PerRequestRule): Rule {
  return defineRule<MessageId, Options>({
    name,
    description,
    recommended: true,
    hasSuggestions: true,
    messages: MESSAGES,
    strict: { functions: 'any' },
    options: {
      functions: {
        type: 'string',
        enum: ['none', 'operations', 'any'],
        default: 'operations',
        description:
          'Which functions whose callers are unknown count as called again and again: none, those whose names say so (`sendMessage`, `getUser`), or any',
      },
      varying: {
        type: 'boolean',
        default: false,
        description: 'Also flag what is built with something of the request, the message or the turn itself',
      },
    },
    create: (context, options) => ({
      'Program:exit'() {
        const analysis = analysisOf(context)
        for (const acquisition of analysis.acquisitions) {
          if ((acquisition.resource.engine === true) !== isEngine) continue
          const finding = findingOf(acquisition, analysis, options)
          if (finding !== null) report(context, acquisition, finding, analysis)
        }
      },
    }),
  })
}

function report(
  context: RuleContext<MessageId>,
  acquisition: Acquisition,
  { messageId, turn, store }: Finding,
  analysis: FileAnalysis,
): void {
  const { node, place } = acquisition
  const moved = hoist(acquisition, analysis, context.sourceCode)
  context.report({
    node,
    messageId,
    data: {
      resource: nameOfResource(acquisition),
      place: place.label,
      turn,
      store,
      remedy: remedyOf(acquisition),
    },
    suggest: moved === null ? [] : [{ messageId: 'hoist', data: { holder: moved.holder }, fix: moved.fix }],
  })
}

function remedyOf({ resource, place }: Acquisition): string {
  const where = place.rhythm === 'loop' ? 'before the loop' : 'at module level'
  if (resource.shared !== true) return `make one pool ${where} and take connections from it`
  return `build one ${where} and share it`
}
