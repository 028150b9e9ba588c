import { isMissing, revocationOf } from '../../narrowing/revocation.ts'
import { settleRevocations } from '../../access/settle-revocations.ts'
import { performBatch } from '../../batch/perform-batch.ts'
import { concerned } from '../../fast-checks/remembered-checks.ts'
import { writes } from '../../operation/narrows.ts'
import { settled } from '../context/exchange.ts'
import { perform } from './perform.ts'
import type { Step } from './pipeline.ts'

export const call: Step = async (exchange, gateway) => {
  const operation = settled(exchange.operation)
  const isBatch = operation.batch !== undefined
  let refusal: unknown
  try {
    await (isBatch ? performBatch : perform)(exchange, gateway)
  } catch (thrown) {
    refusal = thrown
    throw thrown
  } finally {
    // What is not there for the caller may be another tenant's.
    const named = isMissing(refusal) ? [] : Object.values(exchange.params)
    if (writes(operation)) gateway.changes.note(concerned(exchange.bearer?.principal, named))
    if (!isBatch) exchange.revocations.push(revocationOf(exchange, refusal))
    await settleRevocations(exchange.revocations, gateway)
  }
}
