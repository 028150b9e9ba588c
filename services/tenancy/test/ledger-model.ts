// The rules of api.md §11 and §12 on usage, slowly: a list of facts, summed up again for each question.
const hourMs = 3_600_000

/** The pools of the package `small` in the tests' catalogue. */
export const pools = { credits: 100, storage: 1_000, mails: 10 } as const
export type Pool = keyof typeof pools
const mailDays = 2

interface Fact {
  pool: Pool
  /** Counted as if it were recorded then. */
  at: number
  quantity: number
}

export interface Held {
  pool: Pool
  at: number
  quantity: number
  expiresAt: number
  state: 'active' | 'committed' | 'released'
}

/** Use of one owner whose months begin at an anchor. */
export class LedgerModel {
  readonly #facts: Fact[] = []
  readonly held = new Map<string, Held>()
  readonly #anchor: Date

  constructor(anchor: Date) {
    this.#anchor = anchor
  }

  /** [used, limit, available] */
  standing(pool: Pool, now: number): [number, number, number] {
    const used = this.used(pool, now)
    return [used, pools[pool], Math.max(0, pools[pool] - used - this.#reserved(pool, now))]
  }

  used(pool: Pool, now: number): number {
    return Math.max(0, this.#sum(pool, now))
  }

  mayUse(pool: Pool, quantity: number, now: number): boolean {
    return this.used(pool, now) + this.#reserved(pool, now) + quantity <= pools[pool]
  }

  count(pool: Pool, quantity: number, at: number): void {
    this.#facts.push({ pool, quantity, at })
  }

  /** The part of a quantity that may be given back. */
  givenBack(pool: Pool, quantity: number, now: number): number {
    return Math.min(quantity, this.used(pool, now))
  }

  #sum(pool: Pool, now: number): number {
    return this.#facts
      .filter((fact) => fact.pool === pool && this.#isInWindow(pool, fact.at, now))
      .reduce((sum, { quantity }) => sum + quantity, 0)
  }

  #reserved(pool: Pool, now: number): number {
    return [...this.held.values()]
      .filter((one) => one.pool === pool && one.state === 'active' && now < one.expiresAt)
      .filter((one) => pool !== 'credits' || this.#isInWindow(pool, one.at, now))
      .reduce((sum, { quantity }) => sum + quantity, 0)
  }

  #isInWindow(pool: Pool, at: number, now: number): boolean {
    if (pool === 'storage') return true
    if (pool === 'credits') return this.#monthOf(at) === this.#monthOf(now)
    return Math.floor(now / hourMs) - Math.floor(at / hourMs) <= mailDays * 24
  }

  /** Boundary by boundary, from long before. */
  #monthOf(moment: number): number {
    const anchor = this.#anchor
    for (let month = 0; ; month++) {
      const first = new Date(Date.UTC(anchor.getUTCFullYear(), anchor.getUTCMonth() + month, 1))
      const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
      const day = Math.min(anchor.getUTCDate(), days)
      const boundary = first.getTime() + (day - 1) * 24 * hourMs + (anchor.getTime() % (24 * hourMs))
      if (boundary > moment) return month
    }
  }
}
