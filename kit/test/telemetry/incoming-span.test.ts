import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { incomingSpan, rpcClientSpan } from '@plinth/kit/telemetry'
import { type CollectedSpans, collectSpans } from './collected-spans.ts'

let collected: CollectedSpans
before(() => {
  collected = collectSpans()
})
after(() => collected.stop())

it('a request is a span of the trace of a caller who may choose it, named by its route, with the calls it makes below it', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  await incomingSpan({ method: 'GET', traceparent, isContinued: true }, async () => {
    await rpcClientSpan('/plinth.identity.v1.UsersService/GetUser', async () => undefined)
    return { statusCode: 503, route: '/users/{user_id}' }
  })
  const [call, request] = collected.spans
  assert.deepEqual(
    [request?.name, request?.kind, request?.status.code, request?.parentSpanContext?.spanId],
    ['GET /users/{user_id}', SpanKind.SERVER, SpanStatusCode.ERROR, 'b7ad6b7169203331'],
  )
  assert.deepEqual(request?.attributes, {
    'http.request.method': 'GET',
    'http.response.status_code': 503,
    'http.route': '/users/{user_id}',
  })
  assert.equal(call?.parentSpanContext?.spanId, request?.spanContext().spanId)
})

it('a request of a caller who may not choose the trace begins one, with a link to the caller’s', async () => {
  const before = collected.spans.length
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00'
  await incomingSpan({ method: 'GET', traceparent, isContinued: false }, async () => ({ statusCode: 200, route: '/' }))
  const [request, ...others] = collected.spans.slice(before)
  assert.deepEqual(others, [])
  assert.equal(request?.parentSpanContext, undefined)
  assert.notEqual(request?.spanContext().traceId, '0af7651916cd43dd8448eb211c80319c')
  assert.deepEqual(
    request?.links.map(({ context }) => [context.traceId, context.spanId]),
    [['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331']],
  )
})
