import { createHash, randomUUID } from 'node:crypto'
import { CallContext, type Idempotency, ReplyContext } from '@plinth/proto/common/v1/context.ts'
import { Ingested } from '@plinth/proto/events/v1/event.ts'
import type { ServerCall } from '../../src/rpc/service.ts'

/** A method of no service: strings in, strings out. */
export const method = {
  path: '/test.v1.Things/Make',
  requestStream: false,
  responseStream: false,
  requestSerialize: (value: Ingested) => Buffer.from(Ingested.encode(value).finish()),
  requestDeserialize: (bytes: Buffer) => Ingested.decode(bytes),
  responseSerialize: (value: Ingested) => Buffer.from(Ingested.encode(value).finish()),
  responseDeserialize: (bytes: Buffer) => Ingested.decode(bytes),
} as const

export const request: Ingested = { consumer: 'asked', eventIds: [] }

/** A call of it, with an Idempotency-Key or without. */
export function callWith(
  key: string | undefined,
  body = 'body',
  requestId = `req_${randomUUID()}`,
  fields: Partial<Idempotency> = {},
): ServerCall {
  const fingerprint = createHash('sha256').update(body).digest()
  const room = { scope: 'key_1 POST /things', generation: 0, formerScope: '', hasSecret: false }
  const idempotency = key === undefined ? undefined : { key, ...room, fingerprint, ...fields }
  return {
    context: { ...CallContext.decode(new Uint8Array()), requestId, idempotency },
    signal: new AbortController().signal,
    traceparent: '',
    reply: ReplyContext.decode(new Uint8Array()),
  }
}
