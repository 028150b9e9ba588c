import type { RequestCount, RequestTotals } from '@plinth/proto/tenancy/v1/statistics.ts'

/** One answered request. */
export interface RequestSample {
  workspaceId: string
  keyId: string
  /** "GET /workspaces/{workspace_id}" */
  endpoint: string
  at: Date
  isSuccess: boolean
  /** A rate limit refused it. */
  isLimited: boolean
  /** The plan refused something in it. */
  isDenied: boolean
  ms: number
  requestBytes: number
  responseBytes: number
}

/** Key and endpoint of requests that are counted together if there are too many rows. */
const other = 'other'
const rowsMax = 10_000
const hourMs = 3_600_000

type Counted = RequestCount & { totals: RequestTotals }

/**
 * Counts requests by workspace, key, endpoint and hour. Bounded: beyond `rowsMax` rows, new requests are counted
 * only by workspace and hour, and beyond twice as many rows they are lost.
 */
export class RequestCounts {
  readonly #rows = new Map<string, Counted>()
  readonly #rowsMax: number
  /** Number of lost requests. */
  lost = 0

  constructor(max = rowsMax) {
    this.#rowsMax = max
  }

  get size(): number {
    return this.#rows.size
  }

  add(sample: RequestSample): void {
    const row = this.#row(sample) ?? this.#row({ ...sample, keyId: other, endpoint: other }, 2)
    if (row === undefined) this.lost++
    else addTo(row, sample)
  }

  /** Removes and returns up to `max` rows. */
  take(max: number): RequestCount[] {
    const taken: RequestCount[] = []
    for (const [id, row] of this.#rows) {
      if (taken.length === max) break
      taken.push(row)
      this.#rows.delete(id)
    }
    return taken
  }

  #row({ workspaceId, keyId, endpoint, at }: RequestSample, rowsFactor = 1): Counted | undefined {
    const hour = at.getTime() - (at.getTime() % hourMs)
    const id = `${workspaceId}\n${keyId}\n${endpoint}\n${hour}`
    const known = this.#rows.get(id)
    if (known !== undefined || this.#rows.size >= rowsFactor * this.#rowsMax) return known
    const row = { workspaceId, keyId, endpoint, hour: new Date(hour), totals: noTotals(), limited: 0, denied: 0 }
    this.#rows.set(id, row)
    return row
  }
}

function addTo(row: Counted, { isSuccess, isLimited, isDenied, ms, requestBytes, responseBytes }: RequestSample): void {
  const { totals } = row
  if (isLimited) row.limited++
  if (isDenied) row.denied++
  totals.timeMsMin = totals.requests === 0 ? ms : Math.min(totals.timeMsMin, ms)
  totals.timeMsMax = Math.max(totals.timeMsMax, ms)
  totals.timeMsSum += ms
  totals.requests++
  if (isSuccess) totals.success++
  else totals.errors++
  totals.requestBytes += requestBytes
  totals.responseBytes += responseBytes
}

const noTotals = (): RequestTotals => ({
  requests: 0,
  success: 0,
  errors: 0,
  timeMsSum: 0,
  timeMsMin: 0,
  timeMsMax: 0,
  requestBytes: 0,
  responseBytes: 0,
})
