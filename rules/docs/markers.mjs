/** Replaces what stands between `<!-- begin name -->` and `<!-- end name -->`, for each name; throws if one is missing. */
export function fillMarkers(text, contents, path) {
  return Object.entries(contents).reduce((filled, [name, content]) => fill(filled, name, content, path), text)
}

function fill(text, name, content, path) {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from === -1 || to < from)
    throw new Error(`Expected ${path} to hold \`${begin}\` and, below it, \`${end}\`.`)
  return `${text.slice(0, from)}${begin}\n\n${content}\n\n${text.slice(to)}`
}
