import assert from 'node:assert/strict'
import { it } from 'node:test'
import { PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import { make } from '@plinth/testkit'
import { startHarness } from './harness.ts'
import { defineTypes, newEvent } from './product-events.ts'

it('published events share a transaction with at most 2 MiB of data', async () => {
  const harness = await startHarness()
  try {
    await defineTypes(harness.part)
    const service = harness.part.dial('webhooks', PublishingServiceService)
    const context = make.context()
    const event = newEvent({ data: JSON.stringify({ text: 'x'.repeat(200_000) }) })
    await Promise.all(Array.from({ length: 40 }, () => service.publishEvent({ event }, { context })))
    const groups = await harness.database.query<{ bytes: number }>({
      text: 'SELECT sum(octet_length(payload))::int AS bytes FROM event WHERE workspace_id = $1 GROUP BY xmin::text',
      values: [context.workspaceId],
    })
    assert.ok(groups.length >= 4)
    assert.ok(Math.max(...groups.map(({ bytes }) => bytes)) <= 2_097_152, JSON.stringify(groups))
  } finally {
    await harness.stop()
  }
})
