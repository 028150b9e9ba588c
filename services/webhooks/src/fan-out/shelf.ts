import { anyAt } from '../filters/paths.ts'
import type { Recipient } from './delivery.ts'

interface ByValue {
  path: readonly string[]
  recipients: Map<unknown, Recipient[]>
}

/** Endpoints of which an event concerns a few: those whose filter wants one value are found by that value. */
export class Shelf {
  readonly #any: Recipient[] = []
  readonly #byPath = new Map<string, ByValue>()

  add(recipient: Recipient): void {
    const required = recipient.filter?.required
    if (required === undefined) {
      this.#any.push(recipient)
      return
    }
    const key = JSON.stringify(required.path)
    const own = this.#byPath.get(key) ?? { path: required.path, recipients: new Map<unknown, Recipient[]>() }
    this.#byPath.set(key, own)
    append(own.recipients, required.value, recipient)
  }

  /** Gives each endpoint whose filter may match; an endpoint may come twice. */
  each(data: () => unknown, give: (recipient: Recipient) => void): void {
    for (const recipient of this.#any) give(recipient)
    for (const { path, recipients } of this.#byPath.values()) {
      const giveOf = (value: unknown) => {
        for (const recipient of recipients.get(value) ?? []) give(recipient)
      }
      anyAt(data(), path, (value) => {
        if (!Array.isArray(value)) giveOf(value)
        else for (const entry of new Set<unknown>(value)) giveOf(entry)
        return false
      })
    }
  }
}

export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
