/** A head that was kept elsewhere. */
export interface KeptHead {
  /** YYYY-MM */
  month: string
  position: number
  /** In lower-case hex. */
  seal: string
}

interface Link {
  previous: string
  seal: string
}

/** The seal before the first entry of a chain. */
export const beginning = '0'.repeat(64)
// Lines are nearly in the order of the chain: a place that has not come while so many later ones did never does.
const aheadMax = 50_000

// A part of a line would keep the whole line in memory.
const copyOf = (text: string) => Buffer.from(text, 'latin1').toString('latin1')

/** Joins the places of one chain, which come nearly in order. Memory does not grow with their number. */
export class ChainLinks {
  /** Places up to here have come, or are given up: none of them may come again. */
  #until = 0
  #sealUntil = beginning
  readonly #ahead = new Map<number, Link>()
  #gaps = 0
  #firstGap: number | undefined

  /** Seals in lower-case hex. Returns 'repeated' for a place that came before, 'apart' if its neighbours have other seals. */
  add(position: number, previous: string, seal: string): 'fits' | 'repeated' | 'apart' {
    if (position <= this.#until || this.#ahead.has(position)) return 'repeated'
    const before = position === this.#until + 1 ? this.#sealUntil : this.#ahead.get(position - 1)?.seal
    const after = this.#ahead.get(position + 1)?.previous
    if ((before ?? previous) !== previous || (after ?? seal) !== seal) return 'apart'
    this.#ahead.set(position, { previous: copyOf(previous), seal: copyOf(seal) })
    for (let next = this.#ahead.get(this.#until + 1); next !== undefined; next = this.#ahead.get(this.#until + 1))
      this.#pass(this.#until + 1, next)
    if (this.#ahead.size > aheadMax) this.#passFirst(aheadMax / 2)
    return 'fits'
  }

  /** The last place, the number of gaps before it, and the first place that is missing; undefined when none is. */
  end(): { last: number; gaps: number; firstGap: number | undefined } {
    this.#passFirst(this.#ahead.size)
    return { last: this.#until, gaps: this.#gaps, firstGap: this.#firstGap }
  }

  #passFirst(count: number): void {
    for (const [position, link] of [...this.#ahead].sort(([one], [other]) => one - other).slice(0, count))
      this.#pass(position, link)
  }

  #pass(position: number, { seal }: Link): void {
    if (position > this.#until + 1) {
      this.#gaps++
      this.#firstGap ??= this.#until + 1
    }
    this.#until = position
    this.#sealUntil = seal
    this.#ahead.delete(position)
  }
}
