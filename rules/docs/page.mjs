import { table } from './rule-table.mjs'

const SECTIONS = [
  'Why it leaks',
  'The mistake and its repair',
  'Options',
  'What it cannot see',
  'When not to use it',
]

/** What is generated of a page, by the name of its marker. */
export function pageMarkers(name, rule) {
  return { rule: header(name, rule), options: options(rule) }
}

/** A page whose sections are still to be written. */
export function emptyPage(name) {
  const sections = SECTIONS.map((title) => `## ${title}\n\n${title === 'Options' ? markers('options') : ''}`)
  return [`# ${name}`, markers('rule'), ...sections].join('\n\n')
}

function markers(name) {
  return `<!-- begin ${name} -->\n<!-- end ${name} -->`
}

function header(name, { meta }) {
  const isTuned = Object.keys(meta.docs.strict).length > 0
  const strict = isTuned ? `\`strict\` with \`${JSON.stringify(meta.docs.strict)}\`` : '`strict`'
  const sets = meta.docs.recommended ? `In \`recommended\` and ${strict}.` : `In ${strict} only.`
  const repairs = meta.hasSuggestions ? ' It suggests repairs; nothing is changed by `--fix`.' : ''
  return `\`watertight/${name}\`: ${decapitalize(meta.docs.description)}. ${sets}${repairs}`
}

function decapitalize(text) {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function options({ meta }) {
  const properties = Object.entries(meta.schema[0]?.properties ?? {})
  if (properties.length === 0) return 'None.'
  const rows = properties.map(([name, option]) => [
    `\`${name}\``,
    sayType(option),
    `\`${JSON.stringify(option.default)}\``,
    option.description,
  ])
  return table([['option', 'type', 'default', 'meaning'], ...rows])
}

function sayType(option) {
  if (option.enum) return option.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ')
  if (option.type === 'array') return `array of ${option.items?.type ?? 'anything'}`
  return String(option.type)
}
