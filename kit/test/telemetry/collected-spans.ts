import { NodeSDK } from '@opentelemetry/sdk-node'
import { switchTracing } from '@plinth/kit/telemetry'

type Processor = NonNullable<NonNullable<ConstructorParameters<typeof NodeSDK>[0]>['spanProcessors']>[number]
type EndedSpan = Parameters<Processor['onEnd']>[0]

export interface CollectedSpans {
  /** Those that have ended, oldest first. */
  readonly spans: readonly EndedSpan[]
  stop(): Promise<void>
}

/** Real spans for this process, kept in memory. */
export function collectSpans(): CollectedSpans {
  const spans: EndedSpan[] = []
  const collector: Processor = {
    onStart: () => undefined,
    onEnd: (span) => void spans.push(span),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  }
  const sdk = new NodeSDK({
    autoDetectResources: false,
    instrumentations: [],
    spanProcessors: [collector],
    metricReaders: [],
  })
  sdk.start()
  switchTracing(true)
  return {
    spans,
    stop: () => {
      switchTracing(false)
      return sdk.shutdown()
    },
  }
}
