import { randomUUID } from 'node:crypto'
import { fieldSources } from './json-source.ts'
import type { JsonObject } from './view.ts'

// Printed where a text goes; no other process knows it.
const mark = randomUUID()
let texts: string[] = []

/**
 * JSON that an answer has as it is. Parsing and printing it again would change long numbers, and hold the event loop: a page of 1 MiB
 * may have hundreds of thousands of values, which its tenant chose.
 */
export class RawJson {
  readonly #json: Buffer

  /** @param json One value in UTF-8. */
  constructor(json: Buffer) {
    this.#json = json
  }

  toJSON(): string {
    texts.push(this.#json.toString('utf8'))
    return mark
  }
}

/** The fields of a JSON object, each as it is. */
export const rawFields = (json: Buffer): JsonObject =>
  Object.fromEntries([...fieldSources(json)].map(([name, value]) => [name, new RawJson(value)]))

/** Like JSON.stringify; the body may hold RawJson at any depth. */
export function printJson(body: JsonObject): string {
  texts = []
  const printed = JSON.stringify(body)
  if (texts.length === 0) return printed
  const inserted = texts
  texts = []
  return printed
    .split(`"${mark}"`)
    .map((part, at) => part + (inserted[at] ?? ''))
    .join('')
}
