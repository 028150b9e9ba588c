import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Client, credentials, Metadata, status } from '@grpc/grpc-js'
import { CallContext } from '@plinth/proto/common/v1/context.ts'
import { Status } from '@plinth/proto/google/rpc/status.ts'
import { decodeError } from '../../src/errors/index.ts'
import { type LocalHost, localHost } from './local-host.ts'
import { checkHealth, plainCall } from './plain-client.ts'
import { probeService } from './probe-service.ts'

describe('a host, to any gRPC client', () => {
  let callee: LocalHost
  let client: Client
  let isReady = true
  const ask = (asked: object, metadata?: Metadata, deadline?: number) =>
    plainCall(client, probeService.ask.path, Buffer.from(JSON.stringify(asked)), metadata, deadline)
  before(async () => {
    callee = await localHost({ isReady: async () => isReady })
    client = new Client(callee.address, credentials.createInsecure())
  })
  after(async () => {
    client.close()
    await callee.close()
  })

  it('answers without any metadata', async () => {
    const { code, answer } = await ask({ what: 'echo', text: 'plain' })
    assert.equal(code, status.OK)
    assert.equal(JSON.parse(String(answer)).text, 'plain')
  })

  it('reads context and trace from metadata', async () => {
    const metadata = new Metadata()
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    metadata.set('traceparent', traceparent)
    const context = { ...CallContext.decode(new Uint8Array()), requestId: 'req_plain' }
    metadata.set('plinth-context-bin', Buffer.from(CallContext.encode(context).finish()))
    assert.equal(JSON.parse(String((await ask({ what: 'context' }, metadata)).answer)).text, JSON.stringify(context))
    assert.match(
      JSON.parse(String((await ask({ what: 'trace' }, metadata)).answer)).text,
      new RegExp(traceparent.slice(0, 35)),
    )
  })

  it('says an error as google.rpc.Status in grpc-status-details-bin', async () => {
    const { code, trailers } = await ask({ what: 'refuse' })
    assert.equal(code, status.INVALID_ARGUMENT)
    const [details] = trailers.get('grpc-status-details-bin')
    assert.ok(Buffer.isBuffer(details))
    assert.deepEqual(
      Status.decode(details).details.map(({ typeUrl }) => typeUrl),
      ['ErrorInfo', 'BadRequest', 'RetryInfo'].map((type) => `type.googleapis.com/google.rpc.${type}`),
    )
    assert.equal(decodeError(details).message, 'Die Prüfung schlug fehl.')
  })

  it('keeps the code and the sentence of an error whose details no header could carry', async () => {
    const { code, trailers } = await ask({ what: 'refuse', sizeBytes: 100_000 })
    assert.equal(code, status.INVALID_ARGUMENT)
    const [details] = trailers.get('grpc-status-details-bin')
    assert.ok(Buffer.isBuffer(details))
    const err = decodeError(details)
    assert.deepEqual([err.code, err.message, err.details], ['VALIDATION_ERROR', 'Die Prüfung schlug fehl.', {}])
  })

  it('survives bytes that are no request, a context that is none, and unknown methods', async () => {
    const garbage = Buffer.from([0xff, 0xff, 0xff, 0x00])
    assert.equal((await plainCall(client, probeService.ask.path, garbage)).code, status.INVALID_ARGUMENT)
    const metadata = new Metadata()
    metadata.set('plinth-context-bin', garbage)
    assert.equal((await ask({ what: 'echo' }, metadata)).code, status.INVALID_ARGUMENT)
    assert.equal((await plainCall(client, '/plinth.test.v1.Nowhere/Ask', garbage)).code, status.UNIMPLEMENTED)
    assert.equal((await ask({ what: 'echo' })).code, status.OK)
  })

  it('ends a call at the deadline of its caller', async () => {
    assert.equal((await ask({ what: 'hang' }, undefined, Date.now() + 100)).code, status.DEADLINE_EXCEEDED)
  })

  it('answers probes of liveness and readiness, also when it is not ready', async () => {
    for (const service of ['', 'liveness', 'readiness']) assert.equal(await checkHealth(client, service), 'SERVING')
    isReady = false
    assert.equal(await checkHealth(client, 'readiness'), 'NOT_SERVING')
    assert.equal(await checkHealth(client, ''), 'SERVING')
    isReady = true
    assert.equal(await checkHealth(client, 'readiness'), 'SERVING')
    await callee.host.drain()
    assert.equal(await checkHealth(client, 'readiness'), 'NOT_SERVING')
    assert.equal(await checkHealth(client, ''), 'NOT_SERVING')
    assert.equal(await checkHealth(client, 'liveness'), 'SERVING')
    assert.equal((await ask({ what: 'echo' })).code, status.UNAVAILABLE)
  })
})

describe('listen', () => {
  it('rejects with EADDRINUSE when the port is taken', async () => {
    const first = await localHost()
    const port = Number(first.address.split(':')[1])
    await assert.rejects(localHost({ port }), { code: 'EADDRINUSE', port })
    await first.close()
  })
})
