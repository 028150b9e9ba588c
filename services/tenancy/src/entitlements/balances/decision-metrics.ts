import { counter } from '@plinth/kit/metrics'
import type { Handler, MethodDefinition, RequestOf, ResponseOf } from '@plinth/kit/rpc'

interface Decided {
  isAllowed: boolean
  reason: string
}

const checks = counter({
  name: 'plinth_entitlement_checks_total',
  help: 'Entitlement checks, including consume and reserve, by feature of the catalogue.',
  labels: ['feature', 'allowed'],
})

/** A handler whose decisions are counted; `asked` names their features in the same order. */
export function withMetrics<M extends MethodDefinition>(
  handler: Handler<M>,
  asked: (request: RequestOf<M>) => readonly string[],
  decided: (answer: ResponseOf<M>) => readonly (Decided | undefined)[],
): Handler<M> {
  return async (request, call) => {
    const answer = await handler(request, call)
    const features = asked(request)
    for (const [at, decision] of decided(answer).entries()) count(features[at], decision)
    return answer
  }
}

function count(feature: string | undefined, decision: Decided | undefined): void {
  if (feature === undefined || decision === undefined) return
  // A caller may ask for anything: only what the catalogue has becomes a label.
  const known = decision.reason === 'FEATURE_NOT_FOUND' ? 'unknown' : feature
  checks.add(1, known, decision.isAllowed ? 'true' : 'false')
}
