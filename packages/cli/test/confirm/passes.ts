import { type FileReport, type Finding, fingerprintOf, type Owner, type Report } from '@watertight/findings'

const ROOT = '/home/ada/shop'

/** A leaked server of the test "serves", unless something else is given. */
export function leakOf(owner: Partial<Owner> = {}, given: Partial<Finding> = {}): Finding {
  const whole: Owner = { scope: 'test', id: '1_0', name: 'serves', file: 'api.test.ts', ...owner }
  const facts = { kind: 'server' } as const
  return {
    kind: 'server',
    level: 'fail',
    status: 'leaked',
    fingerprint: fingerprintOf({ facts, owner: whole, root: ROOT }),
    owner: whole,
    facts,
    stack: [],
    message: 'A TCP server was opened.',
    remedy: 'Close it.',
    evidence: [],
    ...given,
  }
}

/** One run of the file: how each of its tests ended, and what was found. */
export function passOf(
  states: Readonly<Record<string, FileReport['state']>>,
  ...findings: readonly Finding[]
): FileReport {
  const tests = Object.entries(states).map(([name, state], index) => ({
    id: `1_${index}`,
    name,
    state,
    durationMs: 1,
    teardownMs: 0,
    before: null,
    after: null,
    findings: findings.filter(({ owner }) => owner.name === name),
  }))
  return {
    path: 'api.test.ts',
    project: '',
    pool: 'forks',
    worker: 1,
    state: 'passed',
    durationMs: 1,
    tests,
    findings: findings.filter(({ owner }) => !(owner.name in states)),
  }
}

/** As much of a report as is confirmed. */
export function reportOf(...files: readonly FileReport[]): Report {
  return { environment: { root: ROOT }, files } as unknown as Report
}
