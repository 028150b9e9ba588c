import { incomingSpan, isTracing } from '@plinth/kit/telemetry'
import type { Request, Response } from 'express'
import { sampleOf } from '../../usage/sample.ts'
import { answerError } from '../answer/answer-error.ts'
import { type Exchange, newExchange } from '../context/exchange.ts'
import type { Gateway } from '../context/gateway.ts'
import { logOperator } from '../answer/log-request.ts'
import { countRequest } from '../answer/metrics.ts'
import { pipeline } from '../pipeline/pipeline.ts'
import { giveBytes, leavePlace } from '../context/places.ts'

/** Answers one request. Never rejects. */
export function serve(req: Request, res: Response, gateway: Gateway): Promise<void> {
  const exchange = newExchange(req, res)
  return isTracing() ? traced(exchange, gateway) : answered(exchange, gateway)
}

function traced(exchange: Exchange, gateway: Gateway): Promise<void> {
  const { req, res } = exchange
  const { traceparent } = req.headers
  const caller = { method: req.method, traceparent: typeof traceparent === 'string' ? traceparent : '' }
  return incomingSpan(caller, async () => {
    await answered(exchange, gateway)
    return { statusCode: res.statusCode, route: exchange.operation?.path }
  })
}

async function answered(exchange: Exchange, gateway: Gateway): Promise<void> {
  try {
    await takeThrough(exchange, gateway)
  } finally {
    giveBytes(exchange, gateway)
    leavePlace(exchange, gateway)
  }
  countUsage(exchange, gateway)
  countRequest(exchange)
  logOperator(exchange, gateway, exchange.res.statusCode)
  logAnswer(exchange, gateway)
}

async function takeThrough(exchange: Exchange, gateway: Gateway): Promise<void> {
  const { res } = exchange
  try {
    for (const step of pipeline) {
      const pending = step(exchange, gateway)
      if (pending !== undefined) await pending
      if (res.writableEnded || res.destroyed) return
    }
  } catch (err) {
    answerError(exchange, gateway, err)
  }
}

function countUsage(exchange: Exchange, { usage, clock }: Gateway): void {
  const sample = sampleOf(exchange, clock.now())
  if (sample !== undefined) usage.count(sample)
}

/** For whoever looks closely; refusals have said more already. */
function logAnswer({ requestId, operation, res, startedMs, errorCode }: Exchange, { log }: Gateway): void {
  if (errorCode !== undefined || !log.isLevelEnabled('debug')) return
  const ms = Math.round(performance.now() - startedMs)
  log.debug({ request_id: requestId, operation: operation?.id, status: res.statusCode, ms }, 'a request was answered')
}
