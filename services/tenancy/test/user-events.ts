import assert from 'node:assert/strict'
import { Event, Ingested } from '@plinth/proto/events/v1/event.ts'
import { eventually, make } from '@plinth/testkit'
import type { startTenancy } from './tenancy.ts'

interface EventFields {
  type?: string
  workspaceId?: string
  at?: Date
}

/** As identity's relay publishes it; resolves once tenancy has confirmed it. */
export const userEventsOf =
  ({ part: { bus } }: Pick<Awaited<ReturnType<typeof startTenancy>>, 'part'>) =>
  async (userId: string, version: number, attributes: object, fields: EventFields = {}): Promise<void> => {
    const { type = 'user.updated', workspaceId = '', at: createdAt = new Date() } = fields
    const id = make.id('evt')
    const confirmed: string[] = []
    const listening = await bus.listen('plinth.ingested', (data) => {
      const { consumer, eventIds } = Ingested.decode(data)
      if (consumer === 'tenancy') confirmed.push(...eventIds)
    })
    const data = Event.encode({
      ...Event.decode(new Uint8Array()),
      ...{ id, type, workspaceId, namespaceId: '', createdAt, objectId: userId, objectType: 'user' },
      ...{ objectVersion: version, attributesJson: Buffer.from(JSON.stringify(attributes)) },
    }).finish()
    const subject = `plinth.events.${workspaceId || '-'}.${type}`
    await bus.publish([{ subject, id: make.id('evt'), data, traceparent: '' }])
    await eventually(() => assert.ok(confirmed.includes(id)))
    await listening.stop()
  }
