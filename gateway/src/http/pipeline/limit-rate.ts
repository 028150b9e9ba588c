import { PlinthError } from '@plinth/kit/errors'
import { anonymousPolicies, bearerPolicies } from '../../access/rate-policies.ts'
import { fail } from '../../errors.ts'
import { setRateHeaders } from '../answer/rate-headers.ts'
import type { ReceivedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'

/** Counts every call, also a refused one, against the key and its workspace, or against the address if the key is not valid there. */
export const limitRate: Step = async (request, gateway) => {
  const { bearer, ip, hourCost } = request
  const policies =
    bearer === undefined || isOfAddress(request)
      ? anonymousPolicies(ip)
      : bearerPolicies(bearer, gateway.rateLimits, hourCost)
  if (policies.length > 0) request.decision = await gateway.limiter.take(policies)
  const { decision } = request
  setRateHeaders(request, gateway)
  if (decision === undefined || decision.isAllowed) return
  const refusing = decision.states
    .filter(({ retryAfterMs }) => retryAfterMs > 0)
    .toSorted((one, other) => other.retryAfterMs - one.retryAfterMs)
  const names = new Set(refusing.map(({ policy }) => policy.name))
  const longestMs = refusing[0]?.retryAfterMs ?? 0
  throw fail.rateLimited([...names], Math.max(1, Math.ceil(longestMs / 1_000)))
}

const isOfAddress = ({ deferredRefusal }: ReceivedRequest): boolean =>
  deferredRefusal instanceof PlinthError && deferredRefusal.code === 'IP_NOT_ALLOWED'
