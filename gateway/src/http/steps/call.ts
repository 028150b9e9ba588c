import { batchNarrows, performBatch } from '../../batch/perform-batch.ts'
import { settled } from '../exchange.ts'
import { perform } from '../perform.ts'
import type { Step } from '../pipeline.ts'

export const call: Step = async (exchange, gateway) => {
  const { batch, changesAccess } = settled(exchange.operation)
  try {
    await (batch === undefined ? perform : performBatch)(exchange, gateway)
  } finally {
    // Also after a replay, and a refusal: a key that is gone (404) may be gone since a call that was never answered.
    if (changesAccess && (batch === undefined || batchNarrows(batch, exchange.json))) await gateway.narrow()
  }
}
