import type { Decision as DecisionMessage } from '@plinth/proto/tenancy/v1/entitlements.ts'
import type {
  GrantSource as GrantSourceMessage,
  Remedy as RemedyMessage,
} from '@plinth/proto/tenancy/v1/explanations.ts'
import { toPlanGrant } from '../../catalog/to-message.ts'
import { toDecision } from '../balances/to-message.ts'
import type { Source } from '../grants/sources.ts'
import type { Remedy } from './remedy.ts'
import type { Explained, Explanation } from './verbs.ts'

/** A decision with all that made it. */
export const toExplained = ({ verdict, explanation }: Explained, isExact: boolean): DecisionMessage => ({
  ...toDecision(verdict, isExact),
  steps: explanation.levels.map(({ level, ownerId, considered, passedOver, sources }) => ({
    ...{ level, ownerId, considered: [...considered] },
    passedOverBecause: passedOver ?? '',
    sources: sources.map(toSource),
  })),
  explanation: { counted: toCounted(explanation.counted), remedies: explanation.remedies.map(toRemedy) },
})

const toCounted = (counted: Explanation['counted']) => {
  if (counted === undefined) return undefined
  const { level, ownerId, pool, window } = counted.entitled
  return {
    ...{ level, ownerId, pool: pool.code, windowStart: window.start, windowEnd: window.end },
    ...{ used: pool.type === 'boolean' ? 0 : Math.max(counted.numbers.used, 0), reserved: counted.numbers.reserved },
  }
}

const toSource = ({ grant, reason, ...source }: Source): GrantSourceMessage => ({
  ...source,
  grant: toPlanGrant(grant),
  reason: reason ?? '',
})

const nothing: RemedyMessage = {
  ...{ kind: '', ownerType: '', ownerId: '', assignmentId: '', packageCode: '', feature: '', boostType: '' },
  ...{ limit: undefined, until: undefined },
}

function toRemedy(remedy: Remedy): RemedyMessage {
  if (remedy.kind === 'wait') return { ...nothing, ...remedy }
  const { kind, ownerType, ownerId } = remedy
  const about = { ...nothing, kind, ownerType, ownerId }
  if (remedy.kind === 'boost') return { ...about, feature: remedy.feature, boostType: remedy.type, limit: remedy.limit }
  const assignmentId = remedy.kind === 'reactivate' ? remedy.assignmentId : ''
  return { ...about, packageCode: remedy.package, assignmentId }
}
