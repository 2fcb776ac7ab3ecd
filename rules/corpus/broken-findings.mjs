import { Linter } from 'eslint'

/** What is wrong with the findings themselves: placeholders nobody filled, places outside the file, repairs that do not parse. */
export function brokenFindings(code, messages, languageOptions) {
  const lineCount = code.split(/\r\n|[\n\r\u2028\u2029]/).length
  return messages.flatMap((finding) => {
    const { ruleId, line, message, suggestions = [] } = finding
    const texts = [message, ...suggestions.map(({ desc }) => desc)]
    return [
      ...texts.filter((text) => /\{\{|undefined|\[object/.test(text)).map((text) => `says "${text}"`),
      ...(line >= 1 && line <= lineCount ? [] : [`points at line ${line} of ${lineCount}`]),
      ...suggestions.filter(({ fix }) => !parses(repaired(code, fix), languageOptions)).map(sayBroken),
    ].map((what) => `${line} ${ruleId} ${what}`)
  })
}

function repaired(code, { range: [from, to], text }) {
  return code.slice(0, from) + text + code.slice(to)
}

function parses(code, languageOptions) {
  return !new Linter().verify(code, { languageOptions }).some(({ fatal }) => fatal)
}

function sayBroken({ desc }) {
  return `suggests "${desc}", after which the file does not parse`
}
