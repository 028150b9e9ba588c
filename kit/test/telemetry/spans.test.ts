import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { type Bus, type BusMessage, inProcessBus, jetStreamBus } from '@plinth/kit/bus'
import { openLog } from '@plinth/kit/log'
import {
  currentTraceparent,
  outgoingSpan,
  processSpan,
  rpcClientSpan,
  rpcServerSpan,
  withSpan,
  withTraceparent,
} from '@plinth/kit/telemetry'
import { eventually } from '@plinth/testkit'
import { dedicatedNats } from '@plinth/testkit/servers'
import { type CollectedSpans, collectSpans } from './collected-spans.ts'

const log = openLog({ level: 'silent', name: 'test' })

const fromOutside = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
const traceOf = (traceparent: string): string => traceparent.split('-')[1] ?? ''

let collected: CollectedSpans
let seen = 0
before(() => {
  collected = collectSpans()
})
beforeEach(() => {
  seen = collected.spans.length
})
after(() => collected.stop())

const tree = () =>
  collected.spans.slice(seen).map((span) => ({
    name: span.name,
    kind: span.kind,
    id: span.spanContext().spanId,
    traceId: span.spanContext().traceId,
    parent: span.parentSpanContext?.spanId,
    links: span.links.map((link) => link.context.traceId),
    status: span.status.code,
  }))

describe('spans', () => {
  it('continues the trace of a traceparent, and starts none for text that is no traceparent', () => {
    assert.equal(withTraceparent(fromOutside, currentTraceparent), fromOutside)
    assert.equal(withTraceparent('00-zz', currentTraceparent), '')
    assert.equal(withTraceparent('', currentTraceparent), '')
  })

  it('makes the server side of a call a child of its client side', async () => {
    const path = '/plinth.identity.v1.UsersService/GetUser'
    await rpcClientSpan(path, (traceparent) =>
      withTraceparent('', () => rpcServerSpan(path, traceparent, async () => undefined)),
    )
    const [server, client] = tree()
    assert.deepEqual([server?.name, server?.kind, client?.kind], [path.slice(1), SpanKind.SERVER, SpanKind.CLIENT])
    assert.equal(server?.parent, client?.id)
  })

  it('links a batch to each of its causes, and belongs to none of them', async () => {
    const subject = 'plinth.events.ws_1.thing.made'
    const messages = [
      { subject, traceparent: fromOutside },
      { subject, traceparent: fromOutside.replace('0af7', '1bf8') },
      { subject, traceparent: '' },
    ]
    await processSpan({ durable: 'd', system: 'nats', messages }, async () => undefined)
    const [span] = tree()
    assert.deepEqual(span?.links, [traceOf(fromOutside), traceOf(messages[1]?.traceparent ?? '')])
    assert.equal(span?.parent, undefined)
  })

  it('marks the span of what rejects, and rejects with the same error', async () => {
    const error = new RangeError('with a secret inside')
    await assert.rejects(
      outgoingSpan({ method: 'POST', traceparent: fromOutside }, () => Promise.reject(error)),
      error,
    )
    const [span] = tree()
    assert.equal(span?.status, SpanStatusCode.ERROR)
    assert.equal(span?.traceId, traceOf(fromOutside))
    const ended = collected.spans.at(-1)
    assert.equal(ended?.attributes['error.type'], 'RangeError')
    assert.ok(!JSON.stringify([ended?.attributes, ended?.status, ended?.events]).includes('secret'))
  })
})

const drivers: Record<string, () => Promise<{ bus: Bus; stop: () => Promise<void> }>> = {
  'in-process bus': async () => {
    const bus = inProcessBus({ log })
    return { bus, stop: () => bus.close() }
  },
  'JetStream bus': async () => {
    const server = await dedicatedNats()
    const bus = await jetStreamBus({ url: server.url, name: 'test', log })
    const stop = async () => {
      await bus.close()
      await server.stop()
    }
    return { bus, stop }
  },
}

for (const [name, start] of Object.entries(drivers))
  describe(`spans across the ${name}`, () => {
    let bus: Bus
    let stop: () => Promise<void>
    const handled: string[] = []
    before(async () => {
      ;({ bus, stop } = await start())
      await bus.subscribe({
        durable: 'd',
        subjects: ['plinth.events.>'],
        batchMax: 10,
        handler: async () => void handled.push(currentTraceparent()),
      })
    })
    after(() => stop())

    const message = (id: string, traceparent: string): BusMessage => ({
      subject: 'plinth.events.ws_1.thing.made',
      id,
      data: new Uint8Array(),
      traceparent,
    })

    it('runs the handler in the trace of what caused the event', async () => {
      const request = { name: 'request', kind: SpanKind.INTERNAL, attributes: {} }
      const traceparent = await withSpan(request, async () => currentTraceparent())
      await bus.publish([message('evt_1', traceparent)])
      await eventually(() => assert.equal(tree().length, 3))
      assert.equal(traceOf(handled[0] ?? ''), traceOf(traceparent))
      const spans = new Map(tree().map((span) => [span.name, span]))
      const [root, send, process] = ['request', 'send EVENTS', 'process EVENTS'].map((each) => spans.get(each))
      assert.deepEqual([send?.parent, process?.parent], [root?.id, send?.id])
      assert.deepEqual([send?.kind, process?.kind], [SpanKind.PRODUCER, SpanKind.CONSUMER])
    })
  })
