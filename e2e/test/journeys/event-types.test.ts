import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { type Api, api } from '../../src/api.ts'
import { operatorCommand } from '../../src/operator-command.ts'
import { created, list, newTenant } from '../../src/tenant.ts'
import { topologies } from '../../src/topologies.ts'
import type { Topology } from '../../src/topology.ts'

const paid = {
  name: 'invoice.paid',
  description: 'An invoice was paid.',
  group: 'Billing',
  schema: {
    $defs: { money: { type: 'integer', minimum: 0 } },
    type: 'object',
    properties: { amount: { $ref: '#/$defs/money' } },
    required: ['amount'],
  },
  example: { amount: 4_900 },
}
const ready = { name: 'report.ready', description: 'A report is ready.', is_deprecated: true }

for (const { name, start } of topologies) {
  describe(`event types, ${name}`, () => {
    let plinth: Topology
    let operator: Api
    before(async () => {
      plinth = await start()
      operator = api(plinth.url, plinth.operatorKey)
    })
    after(() => plinth?.stop())
    const { command, put } = operatorCommand('event-types', () => plinth)
    const shown = async (wanted: string) =>
      list(await operator.get('/event-types?per_page=100')).find((type) => type['name'] === wanted)

    it('are applied from a file: first looked at, then done, then nothing is left to do', async () => {
      await put('event-types.json', { $schema: './any.json', event_types: [paid, ready] })
      const looked = await command(['apply', 'event-types.json', '--dry-run'])
      assert.deepEqual([looked.code, looked.stdout], [0, '+ invoice.paid\n+ report.ready\n'], looked.output)
      assert.equal(await shown('invoice.paid'), undefined)
      assert.equal((await command(['apply', 'event-types.json'])).stdout, looked.stdout)
      const again = await command(['apply', 'event-types.json'])
      assert.deepEqual([again.code, again.stdout], [0, ''])
    })

    it("are listed beside Plinth's own, with the schema of the body that endpoints receive", async () => {
      const type = await shown('invoice.paid')
      const { schema, example, ...told } = paid
      const { json_schema, example: body, ...rest } = Object(type)
      assert.deepEqual(rest, {
        ...{ ...told, data_schema: schema, origin: 'product', is_emitted: true, is_deprecated: false },
        feature: null,
      })
      assert.deepEqual([body.type, body.data], ['invoice.paid', example])
      const fits = new Ajv2020({ validateFormats: false }).compile(json_schema)
      assert.equal(fits(body), true)
      assert.equal(fits({ ...body, data: { amount: -1 } }), false)
      assert.equal((await shown('workspace.updated'))?.['origin'], 'plinth')
      assert.equal((await shown('report.ready'))?.['is_deprecated'], true)
    })

    it("are among the webhooks of the OpenAPI document, beside Plinth's own, with references that it holds", async () => {
      const document = await (await fetch(`${plinth.url}/api/openapi.json`)).json()
      const { webhooks } = Object(document)
      const { data } = webhooks['invoice.paid'].post.requestBody.content['application/json'].schema.properties
      const pointer: string = data.properties.amount.$ref
      const found = pointer
        .slice('#/'.length)
        .split('/')
        .reduce((value, name) => Object(value)[name.replaceAll('~1', '/')], document)
      assert.deepEqual(found, paid.schema.$defs.money)
      assert.equal(webhooks['report.ready'].post.deprecated, true)
      assert.ok('workspace.updated' in webhooks)
    })

    it('with a documented body are types of which events are sent', async () => {
      const types = list(await operator.get('/event-types?per_page=100'))
      const documented = types.filter((type) => type['json_schema'] !== null)
      assert.ok(documented.some((type) => type['name'] === 'user.deleted'))
      assert.deepEqual(
        documented.filter((type) => type['is_emitted'] !== true),
        [],
      )
    })

    it('are exported as a file that changes nothing when it is applied', async () => {
      const { code, stdout } = await command(['export'])
      assert.equal(code, 0)
      assert.deepEqual(JSON.parse(stdout), { event_types: [paid, ready] })
      await put('exported.json', JSON.parse(stdout))
      assert.equal((await command(['apply', 'exported.json'])).stdout, '')
    })

    it('can be subscribed to, and then not be removed: a conflict says which', async () => {
      const tenant = await newTenant(plinth)
      const webhook = { url: 'https://203.0.114.1/in', events: ['invoice.paid', 'invoice.*'] }
      const { id } = created(await tenant.api.post('/webhooks', webhook))
      assert.equal((await tenant.api.post('/webhooks', { ...webhook, events: ['report.ready'] })).status, 422)
      await put('none.json', { event_types: [] })
      const refused = await command(['apply', 'none.json'])
      assert.equal(refused.code, 5)
      assert.match(refused.output, new RegExp(`^plinth: invoice\\.paid: 1 webhook: ${id}$`, 'm'))
      await tenant.api.delete(`/webhooks/${id}`)
      assert.equal((await command(['apply', 'none.json'])).stdout, '- invoice.paid\n- report.ready\n')
    })

    it('422 names each mistake by its place; 403 for a key of a workspace', async () => {
      await put('wrong.json', { event_types: [{ ...paid, schema: { properties: { a: { minLength: 'x' } } } }] })
      const wrong = await command(['apply', 'wrong.json'])
      assert.equal(wrong.code, 1)
      assert.match(
        wrong.output,
        /^plinth: event_types\.0\.schema: The value at \/properties\/a\/minLength must be integer\.$/m,
      )
      const { key } = await newTenant(plinth)
      await put('event-types.json', { event_types: [paid] })
      const forbidden = await command(['apply', 'event-types.json'], { PLINTH_OPERATOR_KEY: key })
      assert.equal(forbidden.code, 3)
    })
  })
}
