import { registerHooks } from 'node:module'
import { SpanKind } from '@opentelemetry/api'

// Prints how many modules of the SDK were loaded and the traceparent inside one span.
let sdkModules = 0
registerHooks({
  load: (url, context, nextLoad) => {
    if (/@opentelemetry\/(sdk|exporter|otlp)/.test(url)) sdkModules++
    return nextLoad(url, context)
  },
})
const { currentTraceparent, startTelemetry, withSpan } = await import('@plinth/kit/telemetry')

const telemetry = await startTelemetry({ serviceName: 'plinth-under-test', env: process.env })
const traceparent = await withSpan(
  { name: 'a traced piece of work', kind: SpanKind.INTERNAL, attributes: {} },
  async () => currentTraceparent(),
)
await telemetry.stop()
process.stdout.write(JSON.stringify({ sdkModules, traceparent }))
