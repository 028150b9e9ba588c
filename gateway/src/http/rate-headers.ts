import type { Decision, PolicyState } from '@plinth/kit/limiter'
import type { Response } from 'express'
import type { Gateway } from '../gateway.ts'

/** What Limit and Remaining say where there is no limit (api.md §7). */
const unlimited = 2_147_483_647

/** X-RateLimit-*: the long policy with the fewest calls left; RateLimit*: the tightest of each name. */
export function setRateHeaders(
  res: Response,
  decision: Decision | undefined,
  { clock, config }: Pick<Gateway, 'clock' | 'config'>,
): void {
  const tightest = tightestByName(decision?.states ?? [])
  const shown = [...tightest.values()].find(({ policy }) => policy.algorithm === 'window')
  const resetMs = clock.now().getTime() + (shown?.resetMs ?? 0)
  res.setHeader('X-RateLimit-Limit', shown?.policy.limit ?? unlimited)
  res.setHeader('X-RateLimit-Remaining', shown?.remaining ?? unlimited)
  res.setHeader('X-RateLimit-Reset', Math.ceil(resetMs / 1_000))
  if (!config.hasDraftRateHeaders || tightest.size === 0) return
  const states = [...tightest.values()]
  res.setHeader(
    'RateLimit-Policy',
    states.map(({ policy }) => `"${policy.name}";q=${policy.limit};w=${policy.windowSeconds}`).join(', '),
  )
  res.setHeader(
    'RateLimit',
    states
      .map(({ policy, remaining, resetMs }) => `"${policy.name}";r=${remaining};t=${Math.ceil(resetMs / 1_000)}`)
      .join(', '),
  )
}

function tightestByName(states: readonly PolicyState[]): Map<string, PolicyState> {
  const tightest = new Map<string, PolicyState>()
  for (const state of states) {
    const other = tightest.get(state.policy.name)
    if (other === undefined || state.remaining < other.remaining) tightest.set(state.policy.name, state)
  }
  return tightest
}
