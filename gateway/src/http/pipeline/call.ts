import { setTimeout as wait } from 'node:timers/promises'
import { concerned } from '../../fast-checks/cached-checks.ts'
import { writes } from '../../operation/changes-access.ts'
import { isMissing, type Revocation } from '../../revocation/revocation-of-call.ts'
import { revocationMaxMs } from '../../revocation/timing.ts'
import type { Gateway } from '../context/gateway.ts'
import type { PreparedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'
import { batchRunner } from './batch-runner.ts'
import { perform } from './perform.ts'

/** Runs the operation. Returns when no gateway uses access that the call has revoked, also if the call failed. */
export const call: Step<PreparedRequest> = async (request, gateway) => {
  let refusal: unknown
  try {
    request.answer = await perform(request, gateway, batchRunner)
  } catch (thrown) {
    refusal = thrown
    throw thrown
  } finally {
    // A resource that the caller cannot see may belong to another tenant.
    const named = isMissing(refusal) ? [] : Object.values(request.params)
    if (writes(request.operation)) gateway.changes.note(concerned(request.bearer?.principal, named))
    await finishRevocations(request.revocations, gateway)
  }
}

/** Resolves when no gateway uses the revoked access. Access without a name is waited for until it is too old to be used. */
async function finishRevocations(revocations: readonly Revocation[], { revokeEverywhere }: Gateway): Promise<void> {
  if (revocations.includes('everything')) return revokeEverywhere()
  const names = revocations.flatMap((one) => (Array.isArray(one) ? one : []))
  const unnamed = revocations.includes('unnamed') ? wait(revocationMaxMs) : undefined
  await Promise.all([unnamed, names.length === 0 ? undefined : revokeEverywhere(names)])
}
