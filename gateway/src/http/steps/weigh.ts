import { toPlinthError } from '@plinth/kit/errors'
import type { Step } from '../pipeline/pipeline.ts'
import { readBody } from '../pipeline/read-body.ts'

/** What costs by its body is read before it is counted; what is wrong with the body is said afterwards. */
export const weigh: Step = async (exchange, gateway) => {
  const { operation, bearer, refusal } = exchange
  if (operation?.hourCost === undefined || bearer === undefined || refusal !== undefined) return
  try {
    await readBody(exchange, gateway)
    exchange.hourCost = operation.hourCost(exchange.json)
  } catch (err) {
    exchange.refusal = toPlinthError(err)
  }
}
