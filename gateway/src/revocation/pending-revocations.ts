import type { Revoked } from './messages.ts'
import { presenceMs, revocationMaxMs } from './timing.ts'

export interface PendingRevocationsDeps {
  self: string
  nowMs: () => number
  present: () => readonly string[]
  hearsAllSinceMs: () => number
  announce: (number: number, only: Revoked) => void
  soon: (work: () => void) => void
  /** Answers how to call it off. */
  after: (ms: number, work: () => void) => () => void
  late: (missing: readonly string[]) => void
}

interface Waiting {
  only: Revoked
  resolve: () => void
}

interface Pending {
  number: number
  announcedMs: number
  dropped: Set<string>
  /** Set when the revocation's own announcement came back; stays undefined when it did not. */
  expected: readonly string[] | undefined
  end: () => void
}

/** The revocations that this gateway has opened. */
export class PendingRevocations {
  readonly #deps: PendingRevocationsDeps
  readonly #open = new Set<Pending>()
  #gathering: Waiting[] = []
  #last = 0

  constructor(deps: PendingRevocationsDeps) {
    this.#deps = deps
  }

  /**
   * Resolves when nothing so named that was read before this call is used by any gateway. All that is opened in one tick is one
   * revocation.
   */
  open(only: Revoked): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (this.#gathering.push({ only, resolve }) === 1) this.#deps.soon(() => this.#announce())
    return promise
  }

  /** It says nothing of other revocations: each has names of its own. */
  dropped(by: string, number: number): void {
    for (const pending of this.#open) {
      if (pending.number !== number) continue
      pending.dropped.add(by)
      if (by === this.#deps.self && this.#knowsWhoIsThere(pending)) pending.expected ??= this.#deps.present()
      endWhenAllHave(pending)
    }
  }

  /** A gateway that serves no request any more need not drop anything. */
  left(id: string): void {
    for (const pending of this.#open) {
      pending.dropped.add(id)
      endWhenAllHave(pending)
    }
  }

  #announce(): void {
    const waiting = this.#gathering
    this.#gathering = []
    const { self, nowMs, announce, after, late } = this.#deps
    const pending: Pending = {
      number: ++this.#last,
      announcedMs: nowMs(),
      dropped: new Set(),
      expected: undefined,
      end: () => {
        callOff()
        this.#open.delete(pending)
        for (const { resolve } of waiting) resolve()
      },
    }
    const callOff = after(revocationMaxMs, () => {
      late((pending.expected ?? [self]).filter((id) => !pending.dropped.has(id)))
      pending.end()
    })
    this.#open.add(pending)
    announce(pending.number, together(waiting))
  }

  // Every gateway that trusts its caches has sent a heartbeat within trustMs, and that one was heard here.
  #knowsWhoIsThere({ announcedMs }: Pending): boolean {
    return this.#deps.hearsAllSinceMs() + presenceMs <= announcedMs
  }
}

function together(waiting: readonly Waiting[]): Revoked {
  const names = new Set<string>()
  for (const { only } of waiting) {
    if (only === undefined) return undefined
    for (const name of only) names.add(name)
  }
  return [...names]
}

function endWhenAllHave({ expected, dropped, end }: Pending): void {
  if (expected?.every((id) => dropped.has(id))) end()
}
