import type { SearchableData } from '../filters/searchable-data.ts'
import type { Recipient } from './delivery.ts'

/** Endpoints of which an event concerns a few: those whose filter wants one value are found by that value. */
export class Shelf {
  readonly #any: Recipient[] = []
  readonly #byPath = new Map<string, Map<unknown, Recipient[]>>()

  add(recipient: Recipient): void {
    const required = recipient.filter?.required
    if (required === undefined) {
      this.#any.push(recipient)
      return
    }
    const own = this.#byPath.get(required.path) ?? new Map<unknown, Recipient[]>()
    this.#byPath.set(required.path, own)
    append(own, required.value, recipient)
  }

  /** Gives each endpoint whose filter may match, once for each time that it was added. */
  each(data: () => SearchableData, give: (recipient: Recipient) => void): void {
    for (const recipient of this.#any) give(recipient)
    for (const [path, recipients] of this.#byPath)
      for (const value of data().at(path).entries) for (const recipient of recipients.get(value) ?? []) give(recipient)
  }
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
