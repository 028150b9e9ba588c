import type { Request, Response } from 'express'
import { answerError } from './answer-error.ts'
import { newExchange } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { pipeline } from './pipeline.ts'

/** Takes one request through the pipeline. Never rejects. */
export async function serve(req: Request, res: Response, gateway: Gateway): Promise<void> {
  const exchange = newExchange(req, res)
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
