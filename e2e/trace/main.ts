import { startMesh } from '../src/mesh.ts'
import { otlpCollector } from '../src/telemetry/otlp-collector.ts'
import { spanTree } from '../src/telemetry/span-tree.ts'
import { tracedDelivery } from '../src/telemetry/traced-delivery.ts'

// Prints the spans of one change and its webhook, through four processes.
const collector = await otlpCollector()
const mesh = await startMesh({ env: { ...collector.env, GATEWAY_TRACEPARENT_CALLERS: '127.0.0.1' } })
try {
  const { spans } = await tracedDelivery(mesh, collector)
  process.stdout.write(`${spanTree(spans)}\n`)
} finally {
  await mesh.stop()
  await collector.close()
}
