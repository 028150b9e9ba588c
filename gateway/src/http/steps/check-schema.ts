import { settled } from '../context/exchange.ts'
import { parseShape } from '../pipeline/check-schema.ts'
import type { Step } from '../pipeline/pipeline.ts'
import { publicUrl } from '../answer/public-url.ts'

export const checkSchema: Step = (exchange, { config }) => {
  const operation = settled(exchange.operation)
  exchange.shape = parseShape(exchange.query, operation, () => publicUrl(exchange, config))
  exchange.prepared = operation.prepare(exchange.json)
}
