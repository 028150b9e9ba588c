import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { newId } from '@plinth/kit/ids'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { payloadBytes } from '../events/event.ts'
import { readEvent } from './events.ts'

describe('an event of the bus', () => {
  const sent: Event = {
    ...{ id: newId('evt', new SystemClock()), type: 'workspace.updated', workspaceId: 'wks_1', namespaceId: '' },
    ...{ createdAt: new Date(), objectId: 'wks_1', objectType: 'workspace', objectVersion: 2, objectName: 'Acme' },
    ...{
      attributesJson: Buffer.from('{"name":"Acme"}'),
      changesJson: Buffer.from('{"name":{"from":"a","to":"Acme"}}'),
    },
    ...{ actor: { type: 'user', id: 'usr_1', keyId: 'key_1', name: 'Zoë' }, requestId: 'req_1', idempotencyKey: 'k-1' },
    ...{ ip: '192.0.2.7', userAgent: 'curl/8' },
  }
  const read = (event: Event) =>
    readEvent({ subject: '', id: event.id, data: Event.encode(event).finish(), traceparent: '' })

  it('is read with who, why and what changed', () => {
    const { actor, requestId, idempotencyKey, ip, userAgent, changesJson, objectName } = read(sent)
    assert.deepEqual(actor, sent.actor)
    assert.deepEqual([requestId, idempotencyKey, ip, userAgent], ['req_1', 'k-1', '192.0.2.7', 'curl/8'])
    assert.deepEqual([changesJson, objectName], ['{"name":{"from":"a","to":"Acme"}}', 'Acme'])
  })

  it('sends the same payload whoever caused it', () => {
    const bare = { ...Event.decode(new Uint8Array()), id: sent.id, type: sent.type, workspaceId: sent.workspaceId }
    const { createdAt, objectId, objectType, attributesJson } = sent
    const anonymous = { ...bare, createdAt, objectId, objectType, attributesJson }
    assert.equal(payloadBytes(read(sent)).toString(), payloadBytes(read(anonymous)).toString())
  })
})
