import corsOf from 'cors'
import type { Request, RequestHandler } from 'express'
import type { GatewayConfig } from '../../config.ts'
import { recordedHeaders } from '../recorded-headers.ts'

/** What browsers of other origins may do and read. */
export interface Cors {
  answerPreflight: RequestHandler
  headersFor(req: Request): Readonly<Record<string, string>>
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
