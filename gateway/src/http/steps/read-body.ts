import { type Exchange, settled } from '../exchange.ts'
import { parseJson } from '../json-body.ts'
import type { Step } from '../pipeline.ts'
import { receiveBody } from '../receive-body.ts'

/** Reads and parses what a write sent; none is an empty object. */
export const readBody: Step = async (exchange, gateway) => {
  if (settled(exchange.operation).method === 'GET' || exchange.isBodyRead) return
  exchange.isBodyRead = true
  exchange.body = await receiveBody(exchange, gateway)
  exchange.json = parseJson(exchange.body, headersOf(exchange))
}

const headersOf = ({ req }: Exchange) => ({
  contentType: req.headers['content-type'],
  contentEncoding: req.headers['content-encoding'],
})
