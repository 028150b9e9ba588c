import { createHash } from 'node:crypto'
import { contextNames } from './context-names.ts'
import { ifMatchVersion } from '../answer/entity-tag.ts'
import { settled } from '../context/exchange.ts'
import { parseIdempotencyKey } from '../idempotency-key.ts'
import type { Step } from './pipeline.ts'
import { canonicalQuery } from '../query.ts'

export const parseHeaders: Step = (exchange) => {
  const { req } = exchange
  const { method, scope } = settled(exchange.operation)
  if (scope !== 'none') contextNames(exchange)
  if (method === 'GET') return
  if (method !== 'POST') {
    const version = ifMatchVersion(req.headers['if-match'])
    if (version !== undefined) exchange.ifMatchVersion = version
  }
  const key = parseIdempotencyKey(req.headersDistinct['idempotency-key'])
  if (key === undefined) return
  const fingerprint = createHash('sha256').update(canonicalQuery(exchange.query)).update('\n').update(exchange.body)
  exchange.idempotency = { key, fingerprint: fingerprint.digest() }
}
