import { presenceMs, roundMaxMs } from './timing.ts'

export interface RoundsDeps {
  self: string
  nowMs: () => number
  present: () => readonly string[]
  hearsAllSinceMs: () => number
  announce: (round: number) => void
  soon: (work: () => void) => void
  /** Answers how to call it off. */
  after: (ms: number, work: () => void) => () => void
  late: (missing: readonly string[]) => void
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
  #gathering: (() => void)[] = []
  #last = 0

  constructor(deps: RoundsDeps) {
    this.#deps = deps
  }

  /** Resolves when nothing that was read before this call is used by any gateway. What opens in one tick is one round. */
  open(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (this.#gathering.push(resolve) === 1) this.#deps.soon(() => this.#announce())
    return promise
  }

  dropped(by: string, upTo: number): void {
    for (const round of this.#open) {
      if (round.number > upTo) continue
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
        for (const resolve of waiting) resolve()
      },
    }
    const callOff = after(roundMaxMs, () => {
      late((round.expected ?? [self]).filter((id) => !round.dropped.has(id)))
      round.end()
    })
    this.#open.add(round)
    announce(round.number)
  }

  // Every gateway that trusts its caches has sent a beat within trustMs, and that beat was heard here.
  #knowsWhoIsThere({ announcedMs }: Round): boolean {
    return this.#deps.hearsAllSinceMs() + presenceMs <= announcedMs
  }
}

function endWhenAllHave({ expected, dropped, end }: Round): void {
  if (expected?.every((id) => dropped.has(id))) end()
}
