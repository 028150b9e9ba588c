import { waitAtMost } from '../timeout.ts'
import { switchTracing } from './tracing.ts'

export interface Telemetry {
  /** Sends the remaining spans within 5 s. */
  stop(): Promise<void>
}

// Spans are pushed. Metrics are scraped (@plinth/kit/metrics), independent of tracing.
const endpoints = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']
const stopMs = 5_000

/** Starts OpenTelemetry tracing with the standard OTEL_* variables. Without an endpoint it does and loads nothing. */
export async function startTelemetry(options: {
  serviceName: string
  env: Readonly<Record<string, string | undefined>>
}): Promise<Telemetry> {
  const { env } = options
  if (env['OTEL_SDK_DISABLED'] === 'true' || !endpoints.some((name) => env[name]))
    return { stop: async () => undefined }
  // NOTE: imported here, because the SDK and its exporters cost tens of megabytes.
  const { NodeSDK } = await import('@opentelemetry/sdk-node')
  const sdk = new NodeSDK({
    serviceName: env['OTEL_SERVICE_NAME'] || options.serviceName,
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
  })
  sdk.start()
  switchTracing(true)
  return {
    stop: async () => {
      switchTracing(false)
      await waitAtMost(
        stopMs,
        sdk.shutdown().catch(() => undefined),
      )
    },
  }
}
