import { settled } from '../exchange.ts'
import { perform } from '../perform.ts'
import type { Step } from '../pipeline.ts'

export const call: Step = async (exchange, gateway) => {
  try {
    await perform(exchange, gateway)
  } finally {
    // Also after a failure: the change may have happened all the same.
    if (settled(exchange.operation).changesAccess) gateway.narrow()
  }
}
