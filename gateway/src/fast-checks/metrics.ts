import { counter } from '@plinth/kit/metrics'
import type { Decision } from '@plinth/proto/tenancy/v1/entitlements.ts'

/** The service's own counter: it counts what is answered there. */
const checks = counter({
  name: 'plinth_entitlement_checks_total',
  help: 'Questions whether a feature may be used, consuming and reserving included, by the feature of the catalogue.',
  labels: ['feature', 'allowed'],
})

/** A check that this gateway answered. */
export function countRemembered(feature: string, { reason, isAllowed }: Decision): void {
  // A caller may ask for anything: only what the catalogue has becomes a label.
  const known = reason === 'FEATURE_NOT_FOUND' ? 'unknown' : feature
  checks.add(1, known, isAllowed ? 'true' : 'false')
}
