import { ordinaryBody } from '../../operation/body-limits.ts'
import { type Exchange, settled } from '../context/exchange.ts'
import { parseJson } from '../body/json-body.ts'
import type { Step } from './pipeline.ts'
import { receiveBody } from '../body/receive-body.ts'

/** Reads and parses what a write sent; none is an empty object. */
export const readBody: Step = async (exchange, gateway) => {
  const { method, bodyLimits = ordinaryBody } = settled(exchange.operation)
  if (method === 'GET' || exchange.isBodyRead) return
  exchange.isBodyRead = true
  exchange.body = await receiveBody(exchange, gateway, bodyLimits.bytesMax)
  exchange.json = parseJson(exchange.body, headersOf(exchange), bodyLimits.valuesMax)
}

const headersOf = ({ req }: Exchange) => ({
  contentType: req.headers['content-type'],
  contentEncoding: req.headers['content-encoding'],
})
