import { IncomingMessage, type RequestListener } from 'node:http'
import { isIpAllowed } from '@plinth/kit/ip-ranges'
import express, { type ErrorRequestHandler, type Request, type Response } from 'express'
import { answerError } from './answer-error.ts'
import { newExchange } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { originForm } from './origin-form.ts'
import { answerPublic, publicRoutes } from './public-routes.ts'
import { serve } from './serve.ts'
import { identifyRequest } from './steps/identify-request.ts'

export interface HttpApp {
  /** What the server makes of what arrives: Express' request from the start, instead of turning each into one. */
  Request: typeof IncomingMessage
  listener: RequestListener
}

/** Two doors: health and documentation by path, and the API, whose records alone are its routes. */
export function expressApp(gateway: Gateway): HttpApp {
  const { trustedProxies } = gateway.config
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.set('trust proxy', (ip: string) => trustedProxies.length > 0 && isIpAllowed(trustedProxies, ip))
  const routes = publicRoutes(gateway)
  app.use(answerPublic(routes))
  app.use((req, res) => serve(req, res, gateway))
  const lastResort: ErrorRequestHandler = async (err, req, res, _next) => {
    const exchange = newExchange(req, res)
    await identifyRequest(exchange, gateway)
    answerError(exchange, gateway, err)
  }
  app.use(lastResort)
  class ApiRequest extends IncomingMessage {}
  Object.setPrototypeOf(ApiRequest.prototype, app.request)
  return {
    Request: ApiRequest,
    listener: (req, res) => {
      req.url = originForm(req.url ?? '/')
      // What Express' own layers cost, only where one of them may answer. The request is Express' by its prototype; of the
      // response the API uses what is Node's.
      if (routes.has(pathOf(req.url))) app(req, res)
      else void serve(req as Request, res as Response, gateway)
    },
  }
}

function pathOf(url: string): string {
  const at = url.indexOf('?')
  return at < 0 ? url : url.slice(0, at)
}
