import { isFunction, unwrap } from '../expressions.ts'
import { EXPORTED_HANDLERS, type ExportRecord } from '../handlers/exports.ts'
import type { Node } from '../model.ts'
import type { SourceFile } from '../source-file.ts'

/** What finds an export by its name and its file, and how often it calls it; null where nothing is known to. */
export function exportedHandler(
  file: SourceFile,
  name: string,
  value: Node,
): Pick<ExportRecord, 'label' | 'rhythm'> | null {
  const path = file.filename.replaceAll('\\', '/')
  const record = EXPORTED_HANDLERS.find(
    (candidate) =>
      candidate.names.includes(name) &&
      candidate.file?.test(path) !== false &&
      candidate.unlessParameter?.test(firstParameter(value)) !== true,
  )
  return record === undefined ? null : { label: record.label, rhythm: record.rhythm }
}

function firstParameter(value: Node): string {
  const node = unwrap(value)
  const first = isFunction(node) ? node.params[0] : undefined
  return first?.type === 'Identifier' ? first.name : ''
}
