import type { Decision, PolicyState } from '@plinth/kit/limiter'

/** What Limit and Remaining say where there is no limit (api.md §7). */
const unlimited = 2_147_483_647
const seconds = (ms: number): string => String(Math.ceil(ms / 1_000))

/** X-RateLimit-*: the long policy with the fewest calls left; RateLimit*: the tightest of each name. */
export function rateHeaders(decision: Decision | undefined, now: Date, isDraftToo: boolean): Record<string, string> {
  const tightest = tightestByName(decision?.states ?? [])
  const shown = tightest.find(({ policy }) => policy.algorithm === 'window')
  const headers = {
    'X-RateLimit-Limit': String(shown?.policy.limit ?? unlimited),
    'X-RateLimit-Remaining': String(shown?.remaining ?? unlimited),
    'X-RateLimit-Reset': seconds(now.getTime() + (shown?.resetMs ?? 0)),
  }
  if (!isDraftToo || tightest.length === 0) return headers
  return {
    ...headers,
    'RateLimit-Policy': tightest
      .map(({ policy }) => `"${policy.name}";q=${policy.limit};w=${policy.windowSeconds}`)
      .join(', '),
    RateLimit: tightest
      .map(({ policy, remaining, resetMs }) => `"${policy.name}";r=${remaining};t=${seconds(resetMs)}`)
      .join(', '),
  }
}

function tightestByName(states: readonly PolicyState[]): PolicyState[] {
  const tightest = new Map<string, PolicyState>()
  for (const state of states) {
    const other = tightest.get(state.policy.name)
    if (other === undefined || state.remaining < other.remaining) tightest.set(state.policy.name, state)
  }
  return [...tightest.values()]
}
