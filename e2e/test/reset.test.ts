import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { eventually, freePort, webhookReceiver } from '@plinth/testkit'
import { api } from '../src/api.ts'
import { startOneProcess } from '../src/one-process.ts'
import { created, list, newTenant } from '../src/tenant.ts'

describe('POST /test/reset on the management port', () => {
  it('takes every tenant away at once, from memory too, and leaves operator keys and the catalogue', async () => {
    const { plinth, reset } = await started({ PLINTH_TEST_CLOCK: '1' })
    const receiver = await webhookReceiver()
    after(() => receiver.close())
    const operator = api(plinth.url, plinth.operatorKey)
    const first = await newTenant(plinth)
    created(await first.api.post('/webhooks', { url: receiver.url, events: ['*'] }))
    await first.api.patch(`/workspaces/${first.workspace.id}`, { name: 'Renamed' })
    await eventually(async () => assert.ok(receiver.requests.length > 0))
    const catalog = (await operator.get('/catalog')).text

    const answer = await reset()
    assert.equal(answer.status, 200, await answer.text())

    assert.equal((await first.api.get('/workspaces')).status, 401)
    assert.equal((await operator.get(`/users/${first.user.id}`)).status, 404)
    const left = await operator.get('/workspaces')
    assert.deepEqual([list(left), Object(left.json).meta.total], [[], 0])
    assert.equal((await operator.get('/catalog')).text, catalog)
    const second = await newTenant(plinth)
    assert.deepEqual(
      list(await second.api.get('/workspaces')).map(({ id }) => id),
      [second.workspace.id],
    )
    assert.deepEqual(list(await second.api.get('/webhooks')), [])
  })

  it('is not there without PLINTH_TEST_CLOCK=1', async () => {
    const { reset } = await started({})
    assert.equal((await reset()).status, 404)
  })
})

async function started(settings: Record<string, string>) {
  const management = await freePort()
  const plinth = await startOneProcess({ ...settings, MANAGEMENT_PORT: String(management) })
  after(() => plinth.stop())
  return { plinth, reset: () => fetch(`http://127.0.0.1:${management}/test/reset`, { method: 'POST' }) }
}
