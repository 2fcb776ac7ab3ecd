/**
 * Gives each finding its verdict, `true`, `false` or null if nobody has read it, and lists the verdicts whose finding
 * is no longer made: alarms that were repaired, and leaks that are missed now.
 */
export function judge(repositories, verdicts) {
  const byKey = new Map(verdicts.map((verdict) => [keyOf(verdict), verdict]))
  const findings = repositories.flatMap(({ repository, commit, findings: found }) =>
    found.map((finding) => ({ repository, commit, ...finding })),
  )
  const made = new Set(findings.map(keyOf))
  const gone = verdicts.filter((verdict) => !made.has(keyOf(verdict)))
  return {
    findings: findings.map((finding) => withVerdict(finding, byKey.get(keyOf(finding)))),
    repaired: gone.filter(({ verdict }) => !verdict),
    missed: gone.filter(({ verdict }) => verdict),
  }
}

/** How many of some findings are right: counts, and the share of those that were read. */
export function tally(findings) {
  const count = (wanted) => findings.filter(({ verdict }) => verdict === wanted).length
  const [right, wrong, unread] = [count(true), count(false), count(null)]
  return {
    all: findings.length,
    right,
    wrong,
    unread,
    share: right + wrong > 0 ? right / (right + wrong) : null,
  }
}

function withVerdict(finding, known) {
  return { ...finding, verdict: known?.verdict ?? null, why: known?.why ?? '' }
}

// The rule is part of it: two rules may speak of one line.
function keyOf({ repository, commit, path, line, rule }) {
  return [repository, commit, path, line, rule].join(' ')
}
