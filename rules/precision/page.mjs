import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { fillMarkers } from '../docs/markers.mjs'
import { table } from '../docs/rule-table.mjs'
import { tally } from './judge.mjs'

/** The findings as lines for a terminal, those that nobody has read yet first, and the sums. */
export function sayFindings({ findings, repaired, missed }) {
  const order = [null, false, true]
  const lines = findings
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
    .map(
      (finding) =>
        `${sayVerdict(finding).padEnd(10)} ${sayPlace(finding)} ${finding.rule}: ${finding.message}`,
    )
  const missing = missed.map((verdict) => `no longer found: ${sayPlace(verdict)} ${verdict.rule}`)
  const { all, right, wrong, unread, share } = tally(findings)
  const sentence = `${all} findings: ${right} right, ${wrong} wrong, ${unread} not judged (${sayShare(share)} right); ${repaired.length} wrong ones no longer made`
  return [...lines, ...missing, sentence].join('\n')
}

/** Writes the tables of docs/precision.md between their markers. */
export async function writePage(path, repositories, judged) {
  const markers = {
    repositories: repositoryTable(repositories, judged),
    rules: ruleTable(judged.findings),
    findings: findingTable(judged.findings),
    repaired: repairedTable(judged.repaired),
  }
  const text = fillMarkers(readFileSync(path, 'utf8'), markers, path)
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }))
}

function repositoryTable(repositories, judged) {
  const rows = repositories.map((repository) => [
    repository.repository,
    `\`${repository.commit}\``,
    ...repositorySums([repository], judged),
  ])
  const totals = GROUPS.map(([name, isMember]) => [
    `**${name}**`,
    '',
    ...repositorySums(repositories.filter(isMember), judged),
  ])
  return table([
    ['repository', 'commit', 'files', ...SUMS, 'wrong ones repaired', 'right when first read'],
    ...rows,
    ...totals,
  ])
}

/** By what was known of them when their findings were judged; the rules were tuned on those without a group. */
const GROUPS = [
  ['the first six', ({ group }) => group === undefined],
  ['known before', ({ group }) => group === 'known'],
  ['new', ({ group }) => group === 'new'],
  ['new after repairs', ({ group }) => group === 'later'],
  ['large', ({ group }) => group === 'large'],
  ['all', () => true],
]

function repositorySums(repositories, { findings, repaired }) {
  const names = new Set(repositories.map(({ repository }) => repository))
  const isOfThem = ({ repository }) => names.has(repository)
  const files = repositories.reduce((total, { fileCount }) => total + fileCount, 0)
  const [now, before] = [findings.filter(isOfThem), repaired.filter(isOfThem)]
  return [String(files), ...sums(now), String(before.length), sayShare(tally([...now, ...before]).share)]
}

function ruleTable(findings) {
  const rules = [...new Set(findings.map(({ rule }) => rule))].toSorted()
  const rows = rules.map((rule) => [
    `\`${rule}\``,
    ...sums(findings.filter((finding) => finding.rule === rule)),
  ])
  return table([['rule', ...SUMS], ...rows])
}

function findingTable(findings) {
  const rows = findings.map((finding) => [
    `\`${sayPlace(finding)}\``,
    `\`${finding.rule}\``,
    sayVerdict(finding),
    finding.why,
  ])
  return table([['place', 'rule', 'verdict', 'why'], ...rows])
}

function repairedTable(repaired) {
  return table([
    ['place', 'rule', 'why it was wrong'],
    ...repaired.map((item) => [`\`${sayPlace(item)}\``, `\`${item.rule}\``, item.why]),
  ])
}

const SUMS = ['findings', 'right', 'wrong', 'not judged', 'right, of those judged']

function sums(findings) {
  const { all, right, wrong, unread, share } = tally(findings)
  return [all, right, wrong, unread].map(String).concat(sayShare(share))
}

function sayShare(share) {
  return share === null ? '–' : `${Math.floor(share * 100)} %`
}

function sayVerdict({ verdict }) {
  return verdict === null ? 'not judged' : verdict ? 'right' : 'wrong'
}

function sayPlace({ repository, path, line }) {
  return `${repository.split('/')[1]}/${path}:${line}`
}
