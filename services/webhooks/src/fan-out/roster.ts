import { patternsOf } from '../event-types/own-types.ts'
import { dataBytes, type IncomingEvent } from '../events/event.ts'
import { meets } from '../filters/meets.ts'
import { SearchableData } from '../filters/searchable-data.ts'
import type { StoredFilter } from '../filters/stored-filter.ts'
import { parsedJson } from '../json.ts'
import type { Recipient } from './delivery.ts'
import type { Pace } from './pace.ts'
import { Shelf } from './shelf.ts'

/** An endpoint without a filter, as work and as memory. */
const candidateWork = 50
const recipientBytes = 1_000
const bytesPerName = 100
const bytesPerCharacter = 5

interface Subscribers {
  /** Those that name neither namespaces nor channels. */
  all: Shelf
  byNamespace: Map<string, Shelf>
  /** Those that name channels and no namespace. */
  byChannel: Map<string, Shelf>
}

/** The endpoints of a workspace, found by what they ask for: an event costs by the endpoints that may take it. */
export class Roster {
  /** About what it takes in memory. */
  readonly bytes: number
  readonly #filters = new Map<string, StoredFilter>()
  readonly #byPattern = new Map<string, Subscribers>()

  constructor(recipients: readonly Recipient[]) {
    let bytes = 0
    for (const recipient of recipients) {
      bytes += bytesOf(recipient)
      const { events, filter } = recipient
      if (filter !== null) this.#filters.set(filter.json, filter)
      for (const pattern of new Set(events)) this.#add(pattern, recipient)
    }
    this.bytes = bytes
  }

  get isEmpty(): boolean {
    return this.bytes === 0
  }

  /** The filter of this JSON, if an endpoint has it. */
  filterOf(json: string): StoredFilter | undefined {
    return this.#filters.get(json)
  }

  /** The endpoints that take the event, each once. */
  async takersOf(event: IncomingEvent, pace: Pace): Promise<Recipient[]> {
    let work = 0
    const data = once(() => {
      const json = dataBytes(event)
      work += json.length
      return new SearchableData(parsedJson(json))
    })
    const takers: Recipient[] = []
    for (const recipient of this.#candidates(event, data)) {
      const { filter } = recipient
      work += candidateWork + (filter?.json.length ?? 0)
      if (!filter?.rule || meets(filter.rule, data())) takers.push(recipient)
      if (pace.isDue(work)) await pace.nextTurn()
      work = 0
    }
    if (pace.isDue(work)) await pace.nextTurn()
    return takers
  }

  #candidates(event: IncomingEvent, data: () => SearchableData): Set<Recipient> {
    const channels = new Set(event.channels)
    const candidates = new Set<Recipient>()
    const look = (shelf: Shelf | undefined) =>
      shelf?.each(data, (recipient) => {
        if (recipient.channels.length === 0 || recipient.channels.some((channel) => channels.has(channel)))
          candidates.add(recipient)
      })
    for (const pattern of patternsOf(event.type)) {
      const subscribers = this.#byPattern.get(pattern)
      look(subscribers?.all)
      look(subscribers?.byNamespace.get(event.namespaceId))
      for (const channel of channels) look(subscribers?.byChannel.get(channel))
    }
    return candidates
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

/** A name or a value takes a few times its characters: as text, in the rule, and as a key. */
function bytesOf({ events, namespaceIds, channels, filter }: Recipient): number {
  const names = [...events, ...namespaceIds, ...channels]
  const characters = names.reduce((sum, { length }) => sum + length, filter?.json.length ?? 0)
  return recipientBytes + bytesPerName * names.length + bytesPerCharacter * characters
}

function shelfOf(shelves: Map<string, Shelf>, key: string): Shelf {
  const known = shelves.get(key)
  if (known !== undefined) return known
  const shelf = new Shelf()
  shelves.set(key, shelf)
  return shelf
}

/** Most events meet no filter: the value is made when it is first asked for. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
