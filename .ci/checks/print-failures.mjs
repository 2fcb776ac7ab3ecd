/**
 * Prints what failed, for whom only the end of a long output is shown: a line `failed: <section>` or
 * `failed: <section>: <test>`, and the beginning of its message under it.
 *
 * @param {{ name: string, ok: boolean, failures: { name: string, message: string }[] }[]} results
 */
export function printFailures(results) {
  for (const { name, failures } of results.filter(({ ok }) => !ok)) {
    if (failures.length === 0) console.log(`\nfailed: ${name}`)
    for (const failure of failures)
      console.log(`\nfailed: ${name}: ${failure.name}\n${indent(firstLines(failure.message))}`)
  }
}

export function indent(text) {
  return text.trimEnd().replaceAll(/^/gm, '      ')
}

/** The whole message stands in the section's output. */
function firstLines(message) {
  return message.split('\n').slice(0, 25).join('\n')
}
