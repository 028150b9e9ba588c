import { NodeSDK } from '@opentelemetry/sdk-node'
import { switchTracing } from '@plinth/kit/telemetry'

/** Real spans for this process, exported nowhere. */
export function enableTracing(): { stop: () => Promise<void> } {
  const sdk = new NodeSDK({ autoDetectResources: false, instrumentations: [], spanProcessors: [], metricReaders: [] })
  sdk.start()
  switchTracing(true)
  return {
    stop: () => {
      switchTracing(false)
      return sdk.shutdown()
    },
  }
}
