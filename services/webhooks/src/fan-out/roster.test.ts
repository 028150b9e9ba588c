import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { IncomingEvent } from '../events/event.ts'
import { storedFilter } from '../filters/stored-filter.ts'
import type { Recipient } from './delivery.ts'
import { event, recipient } from './fan-out.fixture.ts'
import { Pace } from './pace.ts'
import { Roster } from './roster.ts'

const published = (data: unknown): IncomingEvent => event({ data: Buffer.from(JSON.stringify(data)) })
const filtered = (id: string, filter: object) => recipient(id, { filter: storedFilter(JSON.stringify(filter)) })
const takers = async (recipients: readonly Recipient[], one: IncomingEvent) =>
  (await new Roster(recipients).takersOf(one, new Pace())).map(({ id }) => id).sort()

describe('the endpoints that take an event', () => {
  it('subscribe to its type, and come once', async () => {
    const recipients = [
      recipient('all', { events: ['*'] }),
      recipient('exact', { events: ['workspace.updated'] }),
      recipient('thrice', { events: ['*', 'workspace.*', 'workspace.updated', '*'] }),
      recipient('other', { events: ['member.added', 'work.*', 'workspace.deleted'] }),
      recipient('none', { events: [] }),
    ]
    assert.deepEqual(await takers(recipients, event()), ['all', 'exact', 'thrice'])
  })
  it('name its namespace, or none', async () => {
    const recipients = [
      recipient('all'),
      recipient('two', { namespaceIds: ['ns_1', 'ns_2', 'ns_2'] }),
      recipient('other', { namespaceIds: ['ns_3'] }),
    ]
    assert.deepEqual(await takers(recipients, event({ namespaceId: 'ns_2' })), ['all', 'two'])
    assert.deepEqual(await takers(recipients, event()), ['all'])
  })
  it('name one of its channels, or none', async () => {
    const recipients = [
      recipient('all'),
      recipient('two', { channels: ['eu', 'us'] }),
      recipient('other', { channels: ['apac'] }),
    ]
    assert.deepEqual(await takers(recipients, event({ channels: ['eu', 'us', 'eu'] })), ['all', 'two'])
    assert.deepEqual(await takers(recipients, event({ channels: [] })), ['all'])
    assert.deepEqual(await takers(recipients, event()), ['all'])
  })
  it('must meet namespaces and channels both', async () => {
    const both = [recipient('both', { namespaceIds: ['ns_1'], channels: ['eu'] })]
    assert.deepEqual(await takers(both, event({ namespaceId: 'ns_1', channels: ['eu'] })), ['both'])
    assert.deepEqual(await takers(both, event({ namespaceId: 'ns_1' })), [])
    assert.deepEqual(await takers(both, event({ channels: ['eu'] })), [])
  })
  it('have a filter that its data meets, whether found by a value or not', async () => {
    const recipients = [
      recipient('all'),
      filtered('one', { customer: 'c1' }),
      filtered('same', { customer: { $eq: 'c1' }, amount: { $gt: 5 } }),
      filtered('two', { customer: 'c2' }),
      filtered('number', { customer: 1 }),
      filtered('null', { note: null }),
      filtered('not', { customer: { $not: 'c1' } }),
      filtered('either', { $or: [{ customer: 'c1' }, { customer: 'c3' }] }),
      filtered('none', {}),
    ]
    assert.deepEqual(await takers(recipients, published({ customer: 'c1', amount: 9 })), [
      'all',
      'either',
      'none',
      'one',
      'same',
    ])
    assert.deepEqual(await takers(recipients, published({ customer: 'c1', amount: 5 })), [
      'all',
      'either',
      'none',
      'one',
    ])
    assert.deepEqual(await takers(recipients, published({ customer: ['c2', 'c2', 'c1'] })), [
      'all',
      'either',
      'none',
      'one',
      'two',
    ])
    assert.deepEqual(await takers(recipients, published({ customer: 1, note: null })), [
      'all',
      'none',
      'not',
      'null',
      'number',
    ])
    assert.deepEqual(await takers(recipients, published({ customer: '1' })), ['all', 'none', 'not'])
  })
  it('read the data of Plinth’s own events too', async () => {
    const own = event({ attributesJson: '{"name":"Acme"}' })
    assert.deepEqual(await takers([filtered('own', { 'object.attributes.name': 'Acme', 'object.id': 'wks_1' })], own), [
      'own',
    ])
  })
  it('data are parsed once at most, and not at all without a filter', async () => {
    let reads = 0
    const counted = event()
    Object.defineProperty(counted, 'attributesJson', { get: () => `{"n":${++reads}}` })
    assert.deepEqual(await takers([recipient('all')], counted), ['all'])
    assert.equal(reads, 0)
    const filters = Array.from({ length: 20 }, (_, at) => filtered(`f${at}`, { 'object.attributes.n': { $gte: at } }))
    await takers(filters, counted)
    assert.equal(reads, 1)
  })
})
