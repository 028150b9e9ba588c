import { performBatch } from '../../batch/perform-batch.ts'
import { concerned } from '../../fast-checks/remembered-checks.ts'
import { narrows, writes } from '../../operation/narrows.ts'
import { settled } from '../exchange.ts'
import { perform } from '../perform.ts'
import type { Step } from '../pipeline.ts'

export const call: Step = async (exchange, gateway) => {
  const operation = settled(exchange.operation)
  try {
    await (operation.batch === undefined ? perform : performBatch)(exchange, gateway)
  } finally {
    if (writes(operation)) gateway.changes.note(concerned(exchange.bearer?.principal, Object.values(exchange.params)))
    // Also after a replay, and a refusal: a key that is gone (404) may be gone since a call that was never answered.
    if (narrows(operation, exchange.json)) await gateway.narrow()
  }
}
