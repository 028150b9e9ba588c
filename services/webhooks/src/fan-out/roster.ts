import { patternsOf } from '../event-types/own-types.ts'
import { type IncomingEvent, parsedData } from '../events/event.ts'
import type { Recipient } from './delivery.ts'
import { Shelf } from './shelf.ts'

interface Subscribers {
  /** Those that name neither namespaces nor channels. */
  all: Shelf
  byNamespace: Map<string, Shelf>
  /** Those that name channels and no namespace. */
  byChannel: Map<string, Shelf>
}

/** The endpoints of a workspace, found by what they ask for: an event costs by the endpoints that may take it. */
export class Roster {
  readonly size: number
  readonly #byPattern = new Map<string, Subscribers>()

  constructor(recipients: readonly Recipient[]) {
    this.size = recipients.length
    for (const recipient of recipients) for (const pattern of new Set(recipient.events)) this.#add(pattern, recipient)
  }

  /** The endpoints that take the event, each once. */
  takersOf(event: IncomingEvent): Recipient[] {
    const data = once(() => parsedData(event))
    const channels = new Set(event.channels)
    const seen = new Set<Recipient>()
    const takers: Recipient[] = []
    const look = (shelf: Shelf | undefined) =>
      shelf?.each(data, (recipient) => {
        if (seen.has(recipient)) return
        seen.add(recipient)
        const isInChannel =
          recipient.channels.length === 0 || recipient.channels.some((channel) => channels.has(channel))
        if (isInChannel && (recipient.filter === null || recipient.filter.matches(data()))) takers.push(recipient)
      })
    for (const pattern of patternsOf(event.type)) {
      const subscribers = this.#byPattern.get(pattern)
      look(subscribers?.all)
      look(subscribers?.byNamespace.get(event.namespaceId))
      for (const channel of channels) look(subscribers?.byChannel.get(channel))
    }
    return takers
  }

  #add(pattern: string, recipient: Recipient): void {
    const own = this.#byPattern.get(pattern) ?? { all: new Shelf(), byNamespace: new Map(), byChannel: new Map() }
    this.#byPattern.set(pattern, own)
    const { namespaceIds, channels } = recipient
    if (namespaceIds.length > 0) for (const id of new Set(namespaceIds)) shelfOf(own.byNamespace, id).add(recipient)
    else if (channels.length > 0) for (const name of new Set(channels)) shelfOf(own.byChannel, name).add(recipient)
    else own.all.add(recipient)
  }
}

function shelfOf(shelves: Map<string, Shelf>, key: string): Shelf {
  const known = shelves.get(key)
  if (known !== undefined) return known
  const shelf = new Shelf()
  shelves.set(key, shelf)
  return shelf
}

/** Most events meet no filter: the value is made when it is first asked for. */
function once(make: () => unknown): () => unknown {
  let made: { value: unknown } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
