import { type JsonObject, objectAt, step, textAt, UnknownConstruct } from './json.ts'
import type { ErrorCode } from './model.ts'

/** Every error code of the document with its status and the sentence that explains it, by code. */
export function readErrors(components: JsonObject): ErrorCode[] {
  const examples = objectAt(components['examples'] ?? {}, '#/components/examples')
  const found = new Map<string, ErrorCode>()
  for (const [name, value] of Object.entries(objectAt(components['responses'] ?? {}, '#/components/responses'))) {
    const place = step('#/components/responses', name)
    const codes = objectAt(value, place)['x-error-codes']
    if (!Array.isArray(codes)) throw new UnknownConstruct(place, 'has no x-error-codes')
    for (const code of codes) {
      const here = step('#/components/examples', textAt(code, place))
      const summary = textAt(objectAt(examples[code], here)['summary'], step(here, 'summary'))
      found.set(code, { code, status: statusOf(name, place), summary })
    }
  }
  return [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
}

function statusOf(name: string, place: string): number {
  const status = Number(/^([45]\d\d)\./.exec(name)?.[1])
  if (Number.isNaN(status)) throw new UnknownConstruct(place, 'does not begin with the status of an error')
  return status
}
