import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { CallContext, type ReplyContext } from '@plinth/proto/common/v1/context.ts'
import { withTraceparent } from '../../src/telemetry/index.ts'
import { failure } from './failure.ts'
import type { Line, OpenLine } from './line.ts'
import { probeService } from './probe-service.ts'
import { enableTracing } from './tracing.ts'

export function answersContract(name: string, open: OpenLine): void {
  describe(`${name}: a call`, () => {
    let line: Line
    before(async () => {
      line = await open()
    })
    after(() => line.close())

    it('is answered', async () => {
      assert.equal((await line.client.ask({ what: 'echo', text: 'grüß dich ☃' })).text, 'grüß dich ☃')
    })

    it('is answered with its own answer among many at once', async () => {
      const texts = Array.from({ length: 500 }, (_, index) => `call ${index}`)
      const answers = await Promise.all(texts.map((text) => line.client.ask({ what: 'echo', text })))
      assert.deepEqual(
        answers.map(({ text }) => text),
        texts,
      )
    })

    it('rejects with the whole error of the callee, without its cause', async () => {
      const err = await failure(line.client.ask({ what: 'refuse' }))
      assert.deepEqual(
        { ...err, message: err.message, cause: err.cause },
        {
          name: 'PlinthError',
          code: 'VALIDATION_ERROR',
          message: 'Die Prüfung schlug fehl.',
          details: { name: ['is too long', 'has a ☃'], tier: ['is unknown'] },
          retryAfterSeconds: 7,
          cause: undefined,
        },
      )
    })

    it('rejects with INTERNAL_ERROR and nothing of what was thrown when the callee breaks', async () => {
      const err = await failure(line.client.ask({ what: 'break' }))
      assert.equal(err.code, 'INTERNAL_ERROR')
      assert.doesNotMatch(JSON.stringify([err.message, err.details, String(err.cause)]), /hunter2/)
    })

    it('carries its context', async () => {
      const context = CallContext.decode(CallContext.encode(sampleContext).finish())
      const { text } = await line.client.ask({ what: 'context' }, { context })
      assert.equal(text, JSON.stringify(context))
    })

    it('brings back what the callee says beside its answer, before it settles', async () => {
      const { onReply, replies } = listener()
      await line.client.ask({ what: 'replay' }, { onReply })
      assert.deepEqual(replies, [{ isReplay: true, firstRequestId: 'req_first' }])
    })

    it('brings back what the callee says beside its error', async () => {
      const { onReply, replies } = listener()
      const err = await failure(line.client.ask({ what: 'replay', text: 'refuse' }, { onReply }))
      assert.equal(err.code, 'VALIDATION_ERROR')
      assert.deepEqual(replies, [{ isReplay: true, firstRequestId: 'req_first' }])
    })

    it('continues the trace of its caller', async () => {
      const { stop } = enableTracing()
      after(stop)
      const traceId = '0af7651916cd43dd8448eb211c80319c'
      const { text } = await withTraceparent(`00-${traceId}-b7ad6b7169203331-01`, () =>
        line.client.ask({ what: 'trace' }),
      )
      assert.match(text, new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`))
    })

    it('carries 3 MB there and back', async () => {
      const text = 'ü'.repeat(1_500_000)
      assert.equal((await line.client.ask({ what: 'echo', text })).text, text)
    })

    it('fails alone when it or its answer is larger than a message may be', async () => {
      const beside = line.client.ask({ what: 'wait', delayMs: 50, text: 'beside' })
      assert.equal(
        (await failure(line.client.ask({ what: 'echo', text: 'x'.repeat(9_000_000) }))).code,
        'INTERNAL_ERROR',
      )
      assert.equal((await failure(line.client.ask({ what: 'echo', sizeBytes: 9_000_000 }))).code, 'INTERNAL_ERROR')
      assert.equal((await beside).text, 'beside')
    })

    it('rejects with INVALID_FORMAT when its bytes cannot be read, and the callee lives on', async () => {
      const broken = line.dial({ ask: { ...probeService.ask, requestSerialize: () => Buffer.from('{"what":') } })
      assert.equal((await failure(broken.ask({ what: 'echo' }))).code, 'INVALID_FORMAT')
      assert.equal((await line.client.ask({ what: 'echo', text: 'alive' })).text, 'alive')
    })

    it('rejects with SERVICE_UNAVAILABLE when the callee does not know the method: it is of the release before', async () => {
      const unknown = line.dial({ ask: { ...probeService.ask, path: '/plinth.test.v1.ProbeService/Unknown' } })
      assert.equal((await failure(unknown.ask({ what: 'echo' }))).code, 'SERVICE_UNAVAILABLE')
    })
  })
}

const sampleContext: CallContext = {
  ...CallContext.decode(new Uint8Array()),
  requestId: 'req_1',
  principal: {
    keyId: 'key_1',
    userId: 'usr_1',
    isOperator: false,
    homeWorkspaceId: 'ws_1',
    scopes: ['read:workspaces', 'write:*'],
    keyFamilyId: 'key_0',
    keyGeneration: 3,
    allWorkspaces: true,
    name: 'Zoë',
    sessionId: 'ses_1',
  },
  workspaceId: 'ws_2',
  namespaceId: 'ns_1',
  role: 2,
  idempotency: {
    ...{ key: 'grüße-1', scope: 'key_1 ws_2 POST /webhooks', fingerprint: Buffer.from([0, 1, 254, 255]) },
    ...{ generation: 3, formerScope: 'usr_1 ws_2 POST /webhooks', hasSecret: true },
  },
  ifMatchVersion: -1,
  ifMatchVersions: [7, 8],
  planLimits: { 'plinth.webhooks': 10 },
}

function listener() {
  const replies: ReplyContext[] = []
  return { replies, onReply: (reply: ReplyContext) => replies.push(reply) }
}
