/** What the last run found in a repository at its commit; throws if no run has seen that. */
export function lastFound(lastRun, { repository, commit }) {
  const found = lastRun.find((one) => one.repository === repository && one.commit === commit)
  if (found === undefined) throw new Error(`Expected a checkout of ${repository} at ${commit}, found none.`)
  console.error(`no checkout of ${repository}: what the last run found stands`)
  const findings = found.findings.map((finding) => ({ ...finding, message: 'found by the last run' }))
  return { fileCount: found.fileCount, findings }
}

/** What this run found, for the next one, without any of the code. */
export function asFound(repositories) {
  const found = repositories.map(({ repository, commit, fileCount, findings }) => ({
    repository,
    commit,
    fileCount,
    findings: findings.map(({ path, line, rule }) => ({ path, line, rule })),
  }))
  return `${JSON.stringify(found, null, 2)}\n`
}
