import corsOf from 'cors'
import type { RequestHandler } from 'express'
import type { GatewayConfig } from '../config.ts'

/** What browsers of other origins may do and read. */
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
