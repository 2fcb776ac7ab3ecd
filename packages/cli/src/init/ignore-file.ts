/** Adds the folder of reports to a `.gitignore`; the same text if it is there. */
export function editIgnore(text: string): string {
  if (/^(?:\*\*\/|\/)?\.watertight(?:\/|\/\*\*?)?[ \t]*$/m.test(text.replaceAll('\r', ''))) return text
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const gap = text === '' || text.endsWith('\n') ? '' : end
  return `${text}${gap}.watertight/${end}`
}
