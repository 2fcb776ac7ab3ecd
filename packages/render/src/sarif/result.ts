import type { Kind } from '@watertight/findings'
import { anchorOf } from '../anchor.ts'
import { sayDetails, sayMessage, ownerTitle } from '../finding-words.ts'
import type { Listed } from '../listed.ts'
import { codeFlowOf } from './code-flow.ts'
import type { CodeFlow } from './code-flow.ts'
import { locationOf } from './location.ts'
import type { Location } from './location.ts'
import { unlinked } from './message.ts'

/** A `result` (SARIF 2.1.0, 3.27). */
export interface Result {
  readonly ruleId: Kind
  readonly ruleIndex: number
  readonly level: 'error' | 'warning' | 'note'
  readonly message: { readonly text: string }
  readonly locations: readonly Location[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly codeFlows?: readonly CodeFlow[]
  readonly suppressions?: readonly object[]
  readonly properties: Readonly<Record<string, unknown>>
}

/** What tells results of one fingerprint apart, and the rule's place in the list of rules. */
export interface Numbered {
  readonly ruleIndex: number
  /** 1 for the first result of a fingerprint. */
  readonly occurrence: number
}

/** The result of a finding; undefined where no file can be shown, without which GitHub takes no result. */
export function resultOf(listed: Listed, { ruleIndex, occurrence }: Numbered): Result | undefined {
  const { finding } = listed
  const anchor = anchorOf(listed)
  if (anchor === undefined) return undefined
  const codeFlow = codeFlowOf(listed)
  const isKnown = finding.known === true && finding.level === 'warn'
  return {
    ruleId: finding.kind,
    ruleIndex,
    level: isKnown ? 'note' : LEVELS[finding.level],
    message: { text: unlinked([sayMessage(finding), ...sayDetails(finding)].join('\n')) },
    locations: [locationOf(anchor)],
    partialFingerprints: fingerprintsOf(finding.fingerprint, occurrence),
    ...(codeFlow === undefined ? {} : { codeFlows: [codeFlow] }),
    ...(isKnown ? { suppressions: [KNOWN] } : {}),
    properties: { owner: ownerTitle(listed), scope: finding.owner.scope, status: finding.status },
  }
}

const LEVELS = { fail: 'error', warn: 'warning' } as const

const KNOWN = { kind: 'external', status: 'accepted', justification: 'The baseline knows this leak.' }

/** `primaryLocationLineHash` is the one that GitHub tells alerts apart by: without it a moved line would be a new alert. */
function fingerprintsOf(fingerprint: string, occurrence: number): Result['partialFingerprints'] {
  return { primaryLocationLineHash: `${fingerprint}:${occurrence}`, 'watertight/v1': fingerprint }
}
