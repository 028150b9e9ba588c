import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { inProcessBus } from '@plinth/kit/bus'
import { type Database, followEvents, idempotentWrites, type NewEvent, type Tx } from '@plinth/kit/db'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { Principal } from '@plinth/proto/common/v1/context.ts'
import { Event } from '@plinth/proto/events/v1/event.ts'
import { eventually } from '@plinth/testkit'
import { callWith, method, request } from './a-method.ts'
import { log, plumbedDatabase } from './scratch.ts'

const event = (objectId: string): NewEvent => ({
  ...{ type: 'thing.updated', workspaceId: 'wks_1', objectId, objectType: 'thing', consumers: ['reader'] },
  attributes: { id: objectId, name: 'After' },
  changes: { name: { from: 'Before', to: 'After' } },
})

const user = { ...Principal.decode(new Uint8Array()), userId: 'usr_1', keyId: 'key_1', name: 'Zoë' }
const operator = { ...Principal.decode(new Uint8Array()), isOperator: true, keyId: 'key_2', name: 'Deploy' }

describe('the origin of an event', () => {
  let database: Database
  const emitted = async (objectId: string) => {
    const rows = await database.query<{ payload: Buffer }>({ text: 'SELECT payload FROM outbox' })
    const found = rows.map(({ payload }) => Event.decode(payload)).find((one) => one.objectId === objectId)
    assert.ok(found, objectId)
    return found
  }
  const by = (principal: Principal | undefined, key?: string) => {
    const call = callWith(key)
    Object.assign(call.context, { principal, ip: '192.0.2.7', userAgent: 'curl/8' })
    return call
  }

  before(async () => {
    database = await plumbedDatabase()
  })

  it('is the caller of each write, also of writes that share a transaction', async () => {
    const write = idempotentWrites({ database, secrets: secretBox([randomBytes(32)]), log })
    const calls = [by(user), by(operator), by(undefined), by(user, 'k-1'), by(operator, 'k-2'), by(undefined, 'k-3')]
    const ids = calls.map(() => randomUUID())
    const make = (id: string) =>
      write(method, async (_request, _call, tx) => {
        tx.emit(event(id))
        return { consumer: id, eventIds: [] }
      })
    await Promise.all(calls.map((call, at) => make(ids[at] as string)(request, call)))
    const actors = [
      { type: 'user', id: 'usr_1', keyId: 'key_1', name: 'Zoë' },
      { type: 'operator', id: 'key_2', keyId: 'key_2', name: 'Deploy' },
      { type: 'system', id: '', keyId: '', name: 'Plinth' },
    ]
    for (const [at, call] of calls.entries()) {
      const { actor, requestId, idempotencyKey, ip, userAgent, objectName, changesJson } = await emitted(
        ids[at] as string,
      )
      assert.deepEqual(actor, actors[at % 3])
      assert.equal(requestId, call.context.requestId)
      assert.equal(idempotencyKey, call.context.idempotency?.key ?? '')
      assert.deepEqual([ip, userAgent, objectName], ['192.0.2.7', 'curl/8', 'After'])
      assert.deepEqual(JSON.parse(changesJson.toString()), { name: { from: 'Before', to: 'After' } })
    }
  })

  it('is the system for what no call causes', async () => {
    await database.transaction(async (tx) => tx.emit(event('by-a-job')))
    const { actor, requestId, ip } = await emitted('by-a-job')
    assert.deepEqual([actor?.type, requestId, ip], ['system', '', ''])
  })

  it('goes over to the events that another service emits because of it, with what changed', async () => {
    const bus = inProcessBus({ log })
    try {
      const followed = await followEvents({
        ...{ database, bus, log, consumer: 'reader', subjects: ['plinth.events.*.thing.updated'] },
        apply: async (tx: Tx, { objectId, changes }) => {
          tx.emit({ ...event(`after-${objectId}`), changes })
        },
      })
      const origin = {
        actor: { ...user, type: 'user', id: 'usr_1' },
        requestId: 'req_1',
        idempotencyKey: 'k',
        ip: '::1',
      }
      const older = { ...Event.decode(new Uint8Array()), ...{ type: 'thing.updated', createdAt: new Date() } }
      const newer = { ...older, ...origin, userAgent: 'curl/8', changesJson: Buffer.from('{"a":{"from":1,"to":2}}') }
      const attributesJson = Buffer.from('{}')
      const sent = [
        { ...newer, id: 'evt_1', objectId: 'newer', attributesJson },
        { ...older, id: 'evt_2', objectId: 'older', attributesJson },
      ]
      await bus.publish(
        sent.map((one) => ({
          ...{ subject: 'plinth.events.wks_1.thing.updated', id: one.id, traceparent: '' },
          data: Event.encode(one).finish(),
        })),
      )
      const after = await eventually(() => emitted('after-newer'))
      assert.deepEqual([after.actor?.id, after.requestId, after.userAgent], ['usr_1', 'req_1', 'curl/8'])
      assert.equal(after.changesJson.toString(), '{"a":{"from":1,"to":2}}')
      assert.equal((await eventually(() => emitted('after-older'))).actor?.type, 'system')
      await followed.stop()
    } finally {
      await bus.close()
    }
  })
})
