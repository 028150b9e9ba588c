import { once } from 'node:events'
import { createServer } from 'node:http'

/** A span as it was exported. */
export interface ExportedSpan {
  traceId: string
  id: string
  /** Empty at the top of its trace. */
  parentId: string
  name: string
  kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer'
  /** Of the process that made it. */
  service: string
  startNs: bigint
  endNs: bigint
  attributes: Readonly<Record<string, string>>
  linkedTraceIds: readonly string[]
  isError: boolean
}

export interface OtlpCollector {
  readonly spans: readonly ExportedSpan[]
  /** Settings of a process that sends its spans here. */
  readonly env: Readonly<Record<string, string>>
  close(): Promise<void>
}

const kinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const

/** Takes spans over OTLP/HTTP as JSON on loopback. */
export async function otlpCollector(): Promise<OtlpCollector> {
  const spans: ExportedSpan[] = []
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    if (req.url === '/v1/traces') spans.push(...spansOf(JSON.parse(Buffer.concat(chunks).toString('utf8'))))
    res.setHeader('content-type', 'application/json').end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return {
    spans,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${address.port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '100',
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

interface Attribute {
  key: string
  value: { stringValue?: string; intValue?: number | string; boolValue?: boolean }
}

interface OtlpSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes?: Attribute[]
  links?: { traceId: string }[]
  status?: { code?: number }
}

interface OtlpRequest {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[]
}

function spansOf({ resourceSpans }: OtlpRequest): ExportedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = textsOf(resource.attributes)['service.name'] ?? ''
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => exported(span, service)))
  })
}

const exported = (span: OtlpSpan, service: string): ExportedSpan => ({
  traceId: span.traceId,
  id: span.spanId,
  parentId: span.parentSpanId ?? '',
  name: span.name,
  kind: kinds[span.kind] ?? 'internal',
  service,
  startNs: BigInt(span.startTimeUnixNano),
  endNs: BigInt(span.endTimeUnixNano),
  attributes: textsOf(span.attributes ?? []),
  linkedTraceIds: (span.links ?? []).map(({ traceId }) => traceId),
  isError: span.status?.code === 2,
})

const textsOf = (attributes: readonly Attribute[]): Record<string, string> =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(value.stringValue ?? value.intValue ?? value.boolValue ?? '')]),
  )
