import type { Decision, PolicyState } from '@plinth/kit/limiter'
import type { ShownRate } from '../../operation/operation.ts'
import type { Gateway } from '../context/gateway.ts'
import type { ReceivedRequest } from '../context/request-context.ts'

/** Value of Limit and Remaining without a limit (api.md §7). */
const unlimited = 2_147_483_647
const seconds = (ms: number): string => String(Math.ceil(ms / 1_000))

export function setRateHeaders({ headers, decision }: ReceivedRequest, { clock, config }: Gateway): void {
  headers.setAll(rateHeaders(decision, clock.now(), config.hasDraftRateHeaders))
}

/** Returns the long policy with the fewest remaining calls. */
export function shownRate(decision: Decision | undefined, now: Date): ShownRate {
  const shown = tightestByName(decision?.states ?? []).find(({ policy }) => policy.algorithm === 'window')
  return {
    limit: shown?.policy.limit ?? unlimited,
    remaining: shown?.remaining ?? unlimited,
    reset: Math.ceil((now.getTime() + (shown?.resetMs ?? 0)) / 1_000),
  }
}

/** Returns X-RateLimit-* for the long policy with the fewest remaining calls, and RateLimit* for the tightest policy of each name. */
export function rateHeaders(decision: Decision | undefined, now: Date, isDraftToo: boolean): Record<string, string> {
  const tightest = tightestByName(decision?.states ?? [])
  const { limit, remaining, reset } = shownRate(decision, now)
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(reset),
    ...(isDraftToo && tightest.length > 0 ? draftHeaders(tightest) : {}),
  }
}

const draftHeaders = (tightest: readonly PolicyState[]) => ({
  'RateLimit-Policy': tightest
    .map(({ policy }) => `"${policy.name}";q=${policy.limit};w=${policy.windowSeconds}`)
    .join(', '),
  RateLimit: tightest
    .map(({ policy, remaining, resetMs }) => `"${policy.name}";r=${remaining};t=${seconds(resetMs)}`)
    .join(', '),
})

function tightestByName(states: readonly PolicyState[]): PolicyState[] {
  const tightest: PolicyState[] = []
  for (const state of states) {
    const at = tightest.findIndex(({ policy }) => policy.name === state.policy.name)
    const other = tightest[at]
    if (other === undefined) tightest.push(state)
    else if (state.remaining < other.remaining) tightest[at] = state
  }
  return tightest
}
