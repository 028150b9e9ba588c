import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Event } from '@plinth/proto/events/v1/event.ts'
import type { EventType } from '@plinth/proto/webhooks/v1/events.ts'
import { make } from '@plinth/testkit'
import { eventTypeReader } from '../src/event-types/reader.ts'
import { checkEventTypes } from '../src/event-types/verbs.ts'
import { paid, schemaJson, type } from './product-types.ts'
import { apply, current, harness, listed, ofProduct, operator, subscribe } from './types-harness.ts'

describe('ApplyEventTypes', () => {
  it('answers the difference; a dry run changes nothing; the same again is no change', async () => {
    const nothing = { added: [], changed: [], removed: [] }
    assert.deepEqual(await apply([paid, type('report.ready')], true), {
      ...nothing,
      added: ['invoice.paid', 'report.ready'],
    })
    assert.deepEqual(await ofProduct(), [])
    assert.deepEqual(await apply([paid, type('report.ready')]), { ...nothing, added: ['invoice.paid', 'report.ready'] })
    assert.deepEqual(await ofProduct(), [paid, type('report.ready')])
    assert.deepEqual(await apply([type('report.ready'), paid]), nothing)
    const changed = { ...paid, description: 'It was paid.' }
    const answer = { added: ['a.b'], changed: ['invoice.paid'], removed: ['report.ready'] }
    assert.deepEqual(await apply([changed, type('a.b')]), answer)
    assert.deepEqual(await ofProduct(), [type('a.b'), changed])
  })

  it('PRECONDITION_FAILED for the second of two operators who read the same version', async () => {
    const { version } = await listed()
    const at = (ifMatchVersion: number) => ({ ...operator(), ifMatchVersion })
    await apply([paid], true, at(version))
    await apply([paid], false, at(version))
    await assert.rejects(apply([type('report.ready')], false, at(version)), { code: 'PRECONDITION_FAILED' })
    assert.deepEqual(await ofProduct(), [paid])
    await apply([type('report.ready')], false, at((await listed()).version))
    assert.deepEqual(await ofProduct(), [type('report.ready')])
  })

  it('a version that a restore took back is given to no other list', async () => {
    const raised = async (description: string): Promise<number> => {
      await apply([{ ...paid, description }])
      return (await listed()).version
    }
    const backedUp = await raised('before')
    const lost = await raised('lost by the restore')
    await harness.database.query({
      text: `WITH sequence AS (SELECT setval(pg_get_serial_sequence('event_type_state', 'version'), $1))
        UPDATE event_type_state SET version = $1 FROM sequence`,
      values: [backedUp],
    })
    assert.notEqual(await raised('after it'), lost)
  })

  it('tells of every change, and of no other call', async () => {
    const told: object[] = []
    const end = harness.database.onCommitted((rows) => {
      for (const event of rows.map(({ payload }) => Event.decode(payload)))
        if (event.type === 'event_types.updated') told.push(JSON.parse(Buffer.from(event.attributesJson).toString()))
    })
    await apply([paid], true)
    await apply([paid])
    await apply([paid])
    end()
    assert.deepEqual(told, [{ added: ['invoice.paid'], changed: [], removed: [] }])
  })

  it('tells of hundreds of large types in an event that NATS takes', async () => {
    const sizes: number[] = []
    const end = harness.database.onCommitted((rows) => sizes.push(...rows.map(({ payload }) => payload.length)))
    const types = (letter: string) =>
      Array.from({ length: 200 }, (_, at) =>
        type(`large.a${at}`, { schemaJson: JSON.stringify({ type: 'object', description: letter.repeat(1_500) }) }),
      )
    await apply(types('漢'))
    await apply(types('字'))
    end()
    assert.equal(sizes.length, 2)
    for (const size of sizes) assert.ok(size > 50_000 && size < 128 * 1_024, String(size))
  })

  it('is for operators alone', async () => {
    await assert.rejects(apply([paid], false, make.context()), { code: 'INSUFFICIENT_PERMISSIONS' })
  })

  it('is made once with one Idempotency-Key', async () => {
    const context = { ...operator(), idempotency: make.idempotency() }
    const first = await apply([paid], false, context)
    assert.deepEqual(await apply([paid], false, context), first)
  })

  it('VALIDATION_ERROR names each mistake with its place, and nothing is stored', async () => {
    const wrong: [Partial<EventType>, Record<string, string[]>][] = [
      ...['invoice', 'Invoice.paid', 'invoice.', 'a.b.c.d.e', `a.${'b'.repeat(100)}`, 'in voice.paid', '1a.b', ''].map(
        (name): [Partial<EventType>, Record<string, string[]>] => [
          { name },
          {
            name: [
              'The name must have 2 to 4 words of lower-case letters, digits and underscores, with dots between them, such as invoice.paid, and at most 100 characters.',
            ],
          },
        ],
      ),
      [
        { name: 'workspace.frozen' },
        { name: [`Event types that begin with workspace are Plinth's own. Choose another first word.`] },
      ],
      [{ description: ' ' }, { description: ['The description must have 1 to 1000 characters.'] }],
      [{ group: 'x'.repeat(101) }, { group: ['The group must have 0 to 100 characters.'] }],
      [{ feature: 'x'.repeat(101) }, { feature: ['The feature must have 0 to 100 characters.'] }],
      [{ group: '\0' }, { group: ['The group must have 0 to 100 characters.'] }],
      [{ schemaJson: '{' }, { schema: ['The schema is not JSON.'] }],
      [{ schemaJson: `"${'x'.repeat(65_536)}"` }, { schema: ['The schema must have at most 65536 bytes as JSON.'] }],
      [
        { schemaJson: '{"properties":{"a":{"$ref":"https://example.com/a.json"},"b":{"type":"txt"}}}' },
        {
          schema: ['/properties/a/$ref: A reference must be a pointer into this schema, such as "#/$defs/money".'],
        },
      ],
      [
        { schemaJson: '{"properties":{"b":{"minLength":"1"}}}' },
        { schema: ['The value at /properties/b/minLength must be integer.'] },
      ],
      [
        { schemaJson: schemaJson, exampleJson: '{"amount":"five"}' },
        { example: ['The value at /amount must be integer.'] },
      ],
      [{ exampleJson: '[' }, { example: ['The example is not JSON.'] }],
    ]
    for (const [changes, mistakes] of wrong) {
      const details = Object.fromEntries(
        Object.entries(mistakes).map(([field, sentences]) => [`event_types.1.${field}`, sentences]),
      )
      await assert.rejects(apply([paid, type('report.ready', changes)]), { code: 'VALIDATION_ERROR', details })
    }
    const twice = {
      code: 'VALIDATION_ERROR',
      details: { 'event_types.1.name': ['Another event type already has this name.'] },
    }
    await assert.rejects(apply([paid, paid]), twice)
    const many = Array.from({ length: 1_001 }, (_, at) => type(`a.b${at}`))
    await assert.rejects(apply(many), { details: { event_types: ['The product can have at most 1000 event types.'] } })
    assert.deepEqual(await ofProduct(), [])
  })

  it('VALIDATION_ERROR for a feature that the catalogue does not have; a change of the feature is a change', async () => {
    const types = [type('report.ready'), paid]
    await assert.rejects(apply(types, false, operator(), ['invoices', 'others']), {
      code: 'VALIDATION_ERROR',
      details: {
        'event_types.1.feature': ['The feature invoices does not exist. Add it to the catalogue first.'],
      },
    })
    assert.deepEqual(await ofProduct(), [])
    await apply(types)
    const other = { ...paid, feature: 'reports' }
    assert.deepEqual((await apply([type('report.ready'), other], true)).changed, ['invoice.paid'])
    assert.deepEqual((await apply([type('report.ready'), { ...paid, feature: '' }])).changed, ['invoice.paid'])
    assert.equal((await ofProduct())[0]?.feature, '')
  })

  it('checks a schema that is stored already no second time', async () => {
    const old = type('report.ready', { schemaJson: '{"keyword":"of another release"}' })
    await harness.database.query({
      text: 'INSERT INTO event_type (name, description, schema) VALUES ($1, $2, $3)',
      values: [old.name, old.description, old.schemaJson],
    })
    await harness.database.query({ text: 'UPDATE event_type_state SET version = version + 1' })
    assert.deepEqual((await apply([{ ...old, description: 'It is ready.' }])).changed, [old.name])
    await assert.rejects(apply([{ ...old, schemaJson: '{"keyword":"of this"}' }]), { code: 'VALIDATION_ERROR' })
  })

  it('stops when the caller no longer waits', async () => {
    const check = (signal: AbortSignal) =>
      checkEventTypes(operator(), [paid], eventTypeReader(harness.database), signal)
    await check(new AbortController().signal)
    await assert.rejects(check(AbortSignal.abort()), { code: 'GATEWAY_TIMEOUT' })
  })

  it('of many at once each applies whole', async () => {
    await Promise.all(Array.from({ length: 6 }, (_, at) => apply([type(`race.a${at}`), type(`race.b${at}`)])))
    const names = (await ofProduct()).map(({ name }) => name)
    assert.match(names.join(), /^race\.a(\d),race\.b\1$/)
  })
})

describe('ListEventTypes', () => {
  it("lists Plinth's own too; the product may define what Plinth only accepts", async () => {
    const resource = async () => (await current()).filter(({ name }) => name === 'resource.created')
    const [own] = await resource()
    assert.deepEqual([own?.isEmitted, own?.isOfProduct], [false, false])
    await apply([type('resource.created')])
    assert.deepEqual(await resource(), [type('resource.created')])
    assert.ok((await current()).some(({ name, isOfProduct }) => name === 'workspace.updated' && !isOfProduct))
  })
})

describe('a subscription', () => {
  it("takes the product's types by name and by resource, and no deprecated or unknown ones", async () => {
    await apply([paid, type('report.old', { isDeprecated: true }), type('resource.deleted', { isDeprecated: true })])
    await subscribe(['invoice.paid', 'invoice.*', 'workspace.*', '*', 'resource.created'])
    const refused = [
      'invoice.void',
      'report.old',
      'report.*',
      'ticket.*',
      'invoice.paid.*',
      'resource.deleted',
      'in\0voice.paid',
    ]
    await assert.rejects(subscribe(['invoice.paid', ...refused]), {
      code: 'VALIDATION_ERROR',
      details: {
        events: [
          'The event invoice.void does not exist.',
          'The event report.old is deprecated: it takes no new subscriptions.',
          'The event report.* does not exist.',
          'The event ticket.* does not exist.',
          'The event invoice.paid.* does not exist.',
          'The event resource.deleted is deprecated: it takes no new subscriptions.',
          'The event in\0voice.paid does not exist.',
        ],
      },
    })
  })

  it('keeps what became deprecated', async () => {
    await apply([paid, type('report.ready')])
    const context = make.context()
    const { endpoint } = await subscribe(['invoice.paid'], context)
    const id = endpoint?.id ?? ''
    await apply([{ ...paid, isDeprecated: true }, type('report.ready')])
    const change = (values: string[]) =>
      harness.endpoints.updateEndpoint({ id, cleared: [], events: { values } }, { context })
    assert.deepEqual((await change(['report.ready', 'invoice.paid'])).endpoint?.events, [
      'report.ready',
      'invoice.paid',
    ])
    await change(['report.ready'])
    await assert.rejects(change(['invoice.paid']), { code: 'VALIDATION_ERROR' })
  })

  it('by name keeps its type: STATE_CONFLICT says which and what to do; one by resource does not', async () => {
    await apply([paid, type('invoice.void')])
    const context = make.context()
    const { endpoint } = await subscribe(['invoice.paid', 'invoice.*'], context)
    const id = endpoint?.id ?? ''
    await assert.rejects(apply([]), {
      code: 'STATE_CONFLICT',
      message:
        'Webhooks subscribe by name to invoice.paid. Keep these types and set is_deprecated, or unsubscribe the webhooks first.',
      details: { 'invoice.paid': [`1 webhook: ${id}`] },
    })
    await assert.rejects(apply([], true), { code: 'STATE_CONFLICT' })
    assert.equal((await ofProduct()).length, 2)
    await harness.endpoints.deleteEndpoint({ id }, { context })
    await apply([])
  })
})
