import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SpanKind } from '@opentelemetry/api'
import { openLog } from '@plinth/kit/log'
import { withSpan } from '@plinth/kit/telemetry'
import { CallContext } from '@plinth/proto/common/v1/context.ts'
import { dialing, localHost } from '../rpc/local-host.ts'
import { type CollectedSpans, collectSpans } from './collected-spans.ts'

const shape = { name: 'work', kind: SpanKind.INTERNAL, attributes: {} }

describe('log lines', () => {
  const lines: Record<string, unknown>[] = []
  const log = openLog({ level: 'info', name: 'test', stream: { write: (line) => void lines.push(JSON.parse(line)) } })
  let collected: CollectedSpans
  before(() => {
    collected = collectSpans()
  })
  after(() => collected.stop())

  it('name the span they were written in, and none outside of one', async () => {
    await withSpan(shape, async (span) => {
      log.info('inside')
      const { traceId, spanId } = span.spanContext()
      assert.deepEqual([lines.at(-1)?.['trace_id'], lines.at(-1)?.['span_id']], [traceId, spanId])
    })
    log.info('outside')
    assert.ok(!('trace_id' in (lines.at(-1) ?? {})))
  })

  it('of a call that failed in another process name its trace and its request', async () => {
    const callee = await localHost({ log })
    try {
      await dialing(`ipv4:${callee.address}`, {}, async ({ client, ready }) => {
        await ready()
        const context = { ...CallContext.decode(new Uint8Array()), requestId: 'req_1' }
        await withSpan(shape, async (span) => {
          await assert.rejects(client.ask({ what: 'break' }, { context }))
          const line = lines.find(({ msg }) => msg === 'a call failed with INTERNAL_ERROR')
          assert.deepEqual([line?.['request_id'], line?.['trace_id']], ['req_1', span.spanContext().traceId])
        })
      })
    } finally {
      await callee.close()
    }
  })
})
