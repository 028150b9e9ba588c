import { settled } from '../exchange.ts'
import { parseShape } from '../list/parse-shape.ts'
import type { Step } from '../pipeline.ts'
import { publicUrl } from '../public-url.ts'

export const checkSchema: Step = (exchange, { config }) => {
  const operation = settled(exchange.operation)
  exchange.shape = parseShape(exchange.query, operation, () => publicUrl(exchange, config))
  exchange.prepared = operation.prepare(exchange.json)
}
