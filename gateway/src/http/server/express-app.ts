import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { http } from '@plinth/kit/node-http'
import express, { type ErrorRequestHandler } from 'express'
import { answerError } from '../answer/answer-error.ts'
import type { Gateway } from '../context/gateway.ts'
import { ReceivedRequest } from '../context/request-context.ts'
import { secureHeaders } from '../pipeline/browser-headers.ts'
import { lacksHost } from '../pipeline/check-host.ts'
import { isTrustedProxy } from '../pipeline/client-ip.ts'
import { identifyRequest } from '../pipeline/identify-request.ts'
import { consoleRoutes, isOfConsole } from './console-routes.ts'
import { answerPublic, publicRoutes } from './public-routes.ts'
import { serve } from './serve.ts'

export interface HttpApp {
  /** The server makes Express's own request and response objects, so none has to be converted. */
  Request: typeof IncomingMessage
  Response: typeof ServerResponse
  listener: RequestListener
}

/** Express knows three doors: health and documentation by path, the console, and the API, whose records alone are its routes. */
export function expressApp(gateway: Gateway): HttpApp {
  const { draining } = gateway
  const { trustedProxies } = gateway.config
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.set('trust proxy', (ip: string) => isTrustedProxy(trustedProxies, ip))
  // The pipeline refuses such a request, whatever door it asked for.
  app.use((req, res, next) => (lacksHost(req) ? serve(req, res, gateway) : next()))
  const pages = publicRoutes(gateway)
  app.use(answerPublic(pages))
  app.use(consoleRoutes(gateway.config))
  app.use((req, res) => serve(req, res, gateway, pages.has(req.path) || isOfConsole(gateway.config, req.path)))
  const lastResort: ErrorRequestHandler = async (err, req, res, _next) => {
    const request = new ReceivedRequest(req, res)
    await secureHeaders(request, gateway)
    await identifyRequest(request, gateway)
    answerError(request, gateway, err)
  }
  app.use(lastResort)
  // Express gives every request and response the prototypes it holds: here they have them already.
  class AppRequest extends http.IncomingMessage {}
  class AppResponse<Asked extends IncomingMessage> extends http.ServerResponse<Asked> {
    // Every answer comes through here, those of Express too.
    override writeHead(...head: [number, ...never[]]): this {
      if (draining.aborted) this.shouldKeepAlive = false
      return super.writeHead(...head)
    }
  }
  Object.setPrototypeOf(AppRequest.prototype, app.request)
  Object.setPrototypeOf(AppResponse.prototype, app.response)
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype })
  return {
    Request: AppRequest,
    Response: AppResponse,
    listener: (req, res) => {
      req.url = originForm(req.url ?? '/')
      app(req, res)
    },
  }
}

/** A request target as a path: of a whole URL (RFC 9112 §3.2.2) its path and query; of anything else "/", where nothing is. */
function originForm(target: string): string {
  if (target.startsWith('/')) return target
  const url = URL.parse(target)
  return url === null || !/^https?:$/.test(url.protocol) ? '/' : url.pathname + url.search
}
