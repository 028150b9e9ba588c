import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { http } from '@plinth/kit/node-http'
import corsOf from 'cors'
import helmet from 'helmet'
import type { GatewayConfig } from '../../config.ts'
import { AnswerHeaders } from '../context/answer-headers.ts'
import type { Cors } from '../context/gateway.ts'
import type { Step } from '../context/step.ts'
import { hasOneHost } from './check-host.ts'

type Middleware = (req: IncomingMessage, res: ServerResponse, next: (err?: unknown) => void) => void

class RecordingResponse extends http.ServerResponse {
  readonly recorded: Record<string, string> = {}

  override setHeader(name: string, value: OutgoingHttpHeader | readonly string[]): this {
    this.recorded[name] = String(value)
    return super.setHeader(name, value)
  }
}

/** Returns the headers that a middleware sets for this request, or for every request without one. */
function recordedHeaders(
  middleware: Middleware,
  req = new http.IncomingMessage(new Socket()),
): Readonly<Record<string, string>> {
  const res = new RecordingResponse(req)
  middleware(req, res, (err) => {
    if (err !== undefined) throw err
  })
  return res.recorded
}

/** Headers of every response, alternating names and values. */
export const always: readonly string[] = Object.entries(recordedHeaders(helmet())).flat()

/** Runs first: copying the constant headers is cheaper than adding them later. */
export const secureHeaders: Step = (request) => {
  request.headers = new AnswerHeaders(always)
}

/** Applies the CORS settings. A preflight is answered here, is not counted and needs no key; `checkHost` refuses one without a host. */
export const answerPreflight: Step = ({ req, res, headers }, { cors }) => {
  if (req.method !== 'OPTIONS') headers.setAll(cors.headersFor(req))
  else if (req.headers['access-control-request-method'] !== undefined && hasOneHost(req)) {
    res.setHeaders(new Map(headers.entries()))
    cors.answerPreflight(req, res, (err?: unknown) => {
      if (err !== undefined) throw err
    })
  }
}

export function corsFor({ corsOrigins }: Pick<GatewayConfig, 'corsOrigins'>): Cors {
  const isOpen = corsOrigins.includes('*')
  const cors = corsOf({
    origin: isOpen ? '*' : [...corsOrigins],
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
  const forAll = recordedHeaders(cors)
  return { answerPreflight: cors, headersFor: (req) => (isOpen ? forAll : recordedHeaders(cors, req)) }
}
