/** The table of all rules; `folder` is where the pages are, as seen from the file that shows it. */
export function ruleTable(rules, folder) {
  const rows = Object.entries(rules).map(([name, { meta }]) => [
    `[${name}](${folder}/${name}.md)`,
    meta.docs.description,
    meta.docs.recommended ? '✔' : '',
    meta.hasSuggestions ? '✔' : '',
  ])
  return table([['rule', 'what it asks for', 'recommended', 'suggests'], ...rows])
}

/** A markdown table; the first row is its head. */
export function table([head, ...rows]) {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) =>
    cells.map((cell) => cell.replaceAll('|', '\\|')),
  )
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
