import type { RequestListener } from 'node:http'
import { isIpAllowed } from '@plinth/kit/ip-ranges'
import express, { type ErrorRequestHandler } from 'express'
import { answerError } from './answer-error.ts'
import { newExchange } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { answerHealth } from './health.ts'
import { originForm } from './origin-form.ts'
import { serve } from './serve.ts'
import { identifyRequest } from './steps/identify-request.ts'

/** Express knows one door: what may be asked is in the records, and they alone are the routes. */
export function expressApp(gateway: Gateway): RequestListener {
  const { trustedProxies } = gateway.config
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.set('trust proxy', (ip: string) => trustedProxies.length > 0 && isIpAllowed(trustedProxies, ip))
  app.use(answerHealth(gateway.readiness))
  app.use((req, res) => serve(req, res, gateway))
  const lastResort: ErrorRequestHandler = async (err, req, res, _next) => {
    const exchange = newExchange(req, res)
    await identifyRequest(exchange, gateway)
    answerError(exchange, gateway, err)
  }
  app.use(lastResort)
  return (req, res) => {
    req.url = originForm(req.url ?? '/')
    app(req, res)
  }
}
