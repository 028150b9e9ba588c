import { isIpAllowed } from '@plinth/kit/ip-ranges'
import corsOf from 'cors'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import type { GatewayConfig } from '../config.ts'
import { answerError } from './answer-error.ts'
import { newExchange } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { answerHealth } from './health.ts'
import { serve } from './serve.ts'
import { identifyRequest } from './steps/identify-request.ts'

/** Express knows one door: what may be asked is in the records, and they alone are the routes. */
export function expressApp(gateway: Gateway): Express {
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
  return app
}

export function corsFor({ corsOrigins }: Pick<GatewayConfig, 'corsOrigins'>): RequestHandler {
  return corsOf({
    origin: corsOrigins.includes('*') ? '*' : [...corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    maxAge: 3_600,
    exposedHeaders: [
      'X-Request-ID',
      'X-API-Version',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'ETag',
      'Idempotent-Replayed',
      'Deprecation',
      'Sunset',
      'Link',
    ],
  })
}
