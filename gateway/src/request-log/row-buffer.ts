import type { LoggedRequest } from '@plinth/proto/tenancy/v1/request_log.ts'

/** A call, and which of its workspace in its second it is, from 1. */
export interface Row extends LoggedRequest {
  place: number
}

export interface RowBounds {
  /** Rows in memory. */
  rows: number
  /** Rows of one workspace in one second. */
  perSecond: number
}

/**
 * Calls that wait for the next report, oldest first. Bounded: further calls of a workspace in the same second are counted on its last
 * row, and a call that finds the buffer full is lost.
 */
export class RowBuffer {
  readonly #bounds: RowBounds
  #rows: Row[] = []
  /** Last rows of the current second by workspace; they stay here until the second is over, since they count what follows. */
  readonly #last = new Map<string, Row>()
  #second = 0
  /** Index of the first row of the current second. */
  #openFrom = 0

  constructor(bounds: RowBounds) {
    this.#bounds = bounds
  }

  get size(): number {
    return this.#rows.length
  }

  /** Tells what becomes of a call that has ended now; one that is omitted is counted here. */
  placeFor(workspaceId: string, nowMs: number): 'row' | 'omitted' | 'lost' {
    const second = Math.floor(nowMs / 1_000)
    if (second !== this.#second) this.#endSecond(second)
    const last = this.#last.get(workspaceId)
    if (last !== undefined && last.place >= this.#bounds.perSecond) {
      last.omitted++
      return 'omitted'
    }
    return this.#rows.length < this.#bounds.rows ? 'row' : 'lost'
  }

  /** Adds a row for which placeFor has answered `row` just before. */
  add(row: Row): void {
    row.place = (this.#last.get(row.workspaceId)?.place ?? 0) + 1
    this.#last.set(row.workspaceId, row)
    this.#rows.push(row)
  }

  /** Removes and returns up to `max` rows of ended seconds. */
  take(max: number, nowMs: number): Row[] {
    const second = Math.floor(nowMs / 1_000)
    if (second !== this.#second) this.#endSecond(second)
    const taken = this.#rows.slice(0, Math.min(max, this.#openFrom))
    this.#rows = this.#rows.slice(taken.length)
    this.#openFrom -= taken.length
    return taken
  }

  /** Ends the current second before its time: no more calls come. */
  close(): void {
    this.#endSecond(this.#second)
  }

  #endSecond(next: number): void {
    this.#last.clear()
    this.#second = next
    this.#openFrom = this.#rows.length
  }
}
