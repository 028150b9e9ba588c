import { changeTimes, type OwnerChanges } from '@plinth/kit/owner-changes'
import { LRUCache } from 'lru-cache'

export interface TtlCacheOptions<Value> {
  entriesMax: number
  /** Counted from when the loading of a value began; 0 caches nothing. */
  ttlMs: number
  monotonicMs: () => number
  /** While it returns false, no cached value is used and each caller loads for itself. Default: always true. */
  isTrusted?: () => boolean
  /** The names that end the value. Default: none. */
  namesOf?: (value: Value, key: string) => readonly string[]
  /** When the named things changed last; `revoke` notes a change. Default: times of this cache's own. */
  changes?: Pick<OwnerChanges, 'haveBeen' | 'note'>
  /** How much longer the value is valid, as of some moment after its loading began. Default: for ever. */
  lifeMs?: (value: Value) => number
  /** Returns true when the value has expired by the wall clock, which tests move. Default: never. */
  isOver?: (value: Value) => boolean
  /** Bounds the memory as well. Default: no bound besides `entriesMax`. */
  size?: { bytesMax: number; bytesOf: (value: Value, key: string) => number }
}

interface Entry<Value> {
  value: Value
  names: readonly string[]
  /** When its loading began. */
  startMs: number
  untilMs: number
}

interface Loading<Value> {
  untilMs: number
  entry: Promise<Entry<Value>>
}

const namesMax = 20_000

/**
 * Values with a maximum age, least recently used first out. A value that is handed out was good when it was asked for,
 * however long its caller waited for it.
 */
// NOTE: the library's own ttl reads its clock at most once a millisecond by a timer, which stands still while the process is
// stopped: what is older than it looks would be served first thing afterwards.
export class TtlCache<Value> {
  readonly #entriesMax: number
  readonly #ttlMs: number
  readonly #monotonicMs: () => number
  readonly #isTrusted: () => boolean
  readonly #namesOf: (value: Value, key: string) => readonly string[]
  readonly #lifeMs: (value: Value) => number
  readonly #isOver: (value: Value) => boolean
  // Past `namesMax` names it is not known which: then everything from before the oldest known one is loaded again.
  readonly #changes: Pick<OwnerChanges, 'haveBeen' | 'note'>
  readonly #held: LRUCache<string, Entry<Value>>
  #loading = new Map<string, Loading<Value>>()
  /** When a name was revoked here last: before that there is nothing to look up. Always when others note changes too. */
  #revokedMs = Number.NEGATIVE_INFINITY
  #clearedMs = Number.NEGATIVE_INFINITY

  constructor(options: TtlCacheOptions<Value>) {
    const { entriesMax, ttlMs, monotonicMs, changes, size } = options
    this.#entriesMax = entriesMax
    this.#ttlMs = ttlMs
    this.#monotonicMs = monotonicMs
    this.#isTrusted = options.isTrusted ?? (() => true)
    this.#namesOf = options.namesOf ?? (() => [])
    this.#lifeMs = options.lifeMs ?? (() => Number.POSITIVE_INFINITY)
    this.#isOver = options.isOver ?? (() => false)
    this.#changes = changes ?? changeTimes(monotonicMs, namesMax)
    if (changes !== undefined) this.#revokedMs = Number.POSITIVE_INFINITY
    // NOTE: given `max`, the library allocates room for that many entries at once.
    this.#held = new LRUCache({
      maxSize: size?.bytesMax ?? entriesMax,
      sizeCalculation: ({ value }, key) => size?.bytesOf(value, key) ?? 1,
    })
  }

  get(key: string): Value | undefined {
    const entry = this.#held.get(key)
    if (entry === undefined || !this.#isTrusted()) return undefined
    return this.#isGood(entry, this.#monotonicMs()) ? entry.value : undefined
  }

  /** Keeps a value whose loading began at `startMs`. */
  set(key: string, value: Value, startMs: number): void {
    // A load that began before clear() may return an outdated value.
    if (startMs <= this.#clearedMs) return
    const known = this.#held.get(key)
    if (known?.value === value) {
      known.startMs = startMs
      known.untilMs = startMs + Math.min(this.#ttlMs, this.#lifeMs(value))
    } else this.#keep(key, this.#entryOf(key, value, startMs))
  }

  /** The cached value, else the loaded one. Callers that miss the same key at the same time share one load. Keeps no failure. */
  async load(key: string, load: () => Promise<Value>): Promise<Value> {
    const askedMs = this.#monotonicMs()
    if (!this.#isTrusted()) return load()
    const known = this.#held.get(key)
    if (known !== undefined && this.#isGood(known, askedMs)) return known.value
    const joined = this.#loading.get(key)
    if (joined === undefined || askedMs >= joined.untilMs) return this.#loadNew(key, askedMs, load)
    const entry = await joined.entry
    return this.#isGood(entry, askedMs) ? entry.value : load()
  }

  /** The value known of the key at this moment is handed to no later caller. */
  delete(key: string): void {
    this.#held.delete(key)
  }

  /** No value that is known or being loaded at this moment, and has one of the names, is handed to a later caller. */
  revoke(names: readonly string[]): void {
    this.#revokedMs = Math.max(this.#revokedMs, this.#monotonicMs())
    this.#changes.note(names)
  }

  /** No value that is known or being loaded at this moment is handed to a later caller. */
  clear(): void {
    this.#held.clear()
    this.#loading = new Map()
    this.#clearedMs = this.#monotonicMs()
  }

  async #loadNew(key: string, startMs: number, load: () => Promise<Value>): Promise<Value> {
    const generation = this.#loading
    const entry = load().then((value) => this.#entryOf(key, value, startMs))
    const mine = { untilMs: startMs + this.#ttlMs, entry }
    generation.set(key, mine)
    try {
      const loaded = await entry
      if (generation === this.#loading) this.#keep(key, loaded)
      return loaded.value
    } finally {
      if (generation.get(key) === mine) generation.delete(key)
    }
  }

  #keep(key: string, entry: Entry<Value>): void {
    this.#held.set(key, entry)
    if (this.#held.size > this.#entriesMax) this.#held.pop()
  }

  #entryOf(key: string, value: Value, startMs: number): Entry<Value> {
    const untilMs = startMs + Math.min(this.#ttlMs, this.#lifeMs(value))
    return { value, names: this.#namesOf(value, key), startMs, untilMs }
  }

  #isGood({ value, names, startMs, untilMs }: Entry<Value>, askedMs: number): boolean {
    const isRevoked = startMs <= this.#revokedMs && this.#changes.haveBeen(names, startMs)
    return askedMs < untilMs && !isRevoked && !this.#isOver(value)
  }
}
