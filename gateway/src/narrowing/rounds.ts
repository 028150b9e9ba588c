import type { Revoked } from './messages.ts'
import { presenceMs, roundMaxMs } from './timing.ts'

export interface RoundsDeps {
  self: string
  nowMs: () => number
  present: () => readonly string[]
  hearsAllSinceMs: () => number
  announce: (round: number, only: Revoked) => void
  soon: (work: () => void) => void
  /** Answers how to call it off. */
  after: (ms: number, work: () => void) => () => void
  late: (missing: readonly string[]) => void
}

interface Opening {
  only: Revoked
  resolve: () => void
}

interface Round {
  number: number
  announcedMs: number
  dropped: Set<string>
  /** Settled when the round's own announcement came back; never, when it did not. */
  expected: readonly string[] | undefined
  end: () => void
}

/** The rounds that this gateway has opened. */
export class Rounds {
  readonly #deps: RoundsDeps
  readonly #open = new Set<Round>()
  #gathering: Opening[] = []
  #last = 0

  constructor(deps: RoundsDeps) {
    this.#deps = deps
  }

  /** Resolves when nothing so named that was read before this call is used by any gateway. What opens in one tick is one round. */
  open(only: Revoked): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (this.#gathering.push({ only, resolve }) === 1) this.#deps.soon(() => this.#announce())
    return promise
  }

  /** It says nothing of other rounds: each has names of its own. */
  dropped(by: string, number: number): void {
    for (const round of this.#open) {
      if (round.number !== number) continue
      round.dropped.add(by)
      if (by === this.#deps.self && this.#knowsWhoIsThere(round)) round.expected ??= this.#deps.present()
      endWhenAllHave(round)
    }
  }

  /** Serves nobody any more: it need not drop anything. */
  left(id: string): void {
    for (const round of this.#open) {
      round.dropped.add(id)
      endWhenAllHave(round)
    }
  }

  #announce(): void {
    const waiting = this.#gathering
    this.#gathering = []
    const { self, nowMs, announce, after, late } = this.#deps
    const round: Round = {
      number: ++this.#last,
      announcedMs: nowMs(),
      dropped: new Set(),
      expected: undefined,
      end: () => {
        callOff()
        this.#open.delete(round)
        for (const { resolve } of waiting) resolve()
      },
    }
    const callOff = after(roundMaxMs, () => {
      late((round.expected ?? [self]).filter((id) => !round.dropped.has(id)))
      round.end()
    })
    this.#open.add(round)
    announce(round.number, together(waiting))
  }

  // Every gateway that trusts its caches has sent a beat within trustMs, and that beat was heard here.
  #knowsWhoIsThere({ announcedMs }: Round): boolean {
    return this.#deps.hearsAllSinceMs() + presenceMs <= announcedMs
  }
}

function together(openings: readonly Opening[]): Revoked {
  const names = new Set<string>()
  for (const { only } of openings) {
    if (only === undefined) return undefined
    for (const name of only) names.add(name)
  }
  return [...names]
}

function endWhenAllHave({ expected, dropped, end }: Round): void {
  if (expected?.every((id) => dropped.has(id))) end()
}
