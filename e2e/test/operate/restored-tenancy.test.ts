import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, describe, it } from 'node:test'
import { makeApiKey } from '@plinth/kit/access/api-key-format'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually, freePort, type RunningProcess, runProcess, testDatabase, webhookReceiver } from '@plinth/testkit'
import { api } from '../../src/api.ts'
import { backUp } from '../../src/backup.ts'
import { created, list, newTenant, resource, type Tenant } from '../../src/tenant.ts'
import { plinthScript, plinthStart, testSettings, untilReady } from '../../src/topology.ts'

describe('a tenancy that is older than webhooks after a restore', () => {
  it('is followed again once `plinth resync` has run', async () => {
    const [identity, tenancy, webhooks] = await Promise.all([testDatabase(), testDatabase(), testDatabase()])
    const operatorKey = makeApiKey('sk_live').key
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const receiver = await webhookReceiver()
    after(() => receiver.close())
    const env = {
      ...testSettings,
      PORT: String(port),
      DRAIN_DELAY_MS: '0',
      SECRETS_KEY: randomBytes(32).toString('base64'),
      PLINTH_OPERATOR_KEY: operatorKey,
      IDENTITY_DATABASE_URL: identity.url,
      TENANCY_DATABASE_URL: tenancy.url,
      WEBHOOKS_DATABASE_URL: webhooks.url,
    }
    let running: RunningProcess | undefined
    after(() => running?.kill())
    const start = async (settings: Record<string, string>) => {
      running = plinthStart([], settings)
      await untilReady(url, [running])
    }
    const operator = api(url, operatorKey)
    const webhookIn = async ({ workspace: { id: workspace } }: Tenant) =>
      created(await operator.post('/webhooks', { url: receiver.url, events: ['workspace.*'] }, { workspace })).id
    const setStatus = async ({ workspace: { id: workspace } }: Tenant, verb: string) =>
      assert.equal((await operator.post(`/workspaces/${workspace}/${verb}`, {}, { workspace })).status, 200)
    const rename = async ({ workspace: { id: workspace } }: Tenant, name: string) =>
      resource(await operator.patch(`/workspaces/${workspace}`, { name }, { workspace }))
    const statusesOf = async ({ api: own }: Tenant, webhookId: string) =>
      list(await own.get(`/webhooks/${webhookId}/deliveries`)).map(({ status }) => status)
    const isReceived = (name: string) =>
      eventually(() => assert.ok(receiver.requests.some(({ body }) => body.toString().includes(name))), {
        timeoutMs: 30_000,
      })

    await start(env)
    const [suspended, deleted] = [await newTenant({ url, operatorKey }), await newTenant({ url, operatorKey })]
    const webhookId = await webhookIn(suspended)
    const endedId = await webhookIn(deleted)
    const backup = await backUp([tenancy])
    after(() => backup.remove())
    await setStatus(suspended, 'suspend')
    assert.equal((await deleted.api.get(`/webhooks/${endedId}`)).status, 200)
    assert.equal((await operator.delete(`/workspaces/${deleted.workspace.id}`)).status, 204)
    const unknown = await newTenant({ url, operatorKey })
    await webhookIn(unknown)
    const log = openLog({ level: 'silent', name: 'restored' })
    const database = openDatabase({ url: webhooks.url, poolMax: 1, clock: new SystemClock(), log })
    after(() => database.close())
    await eventually(async () =>
      assert.equal((await database.query({ text: `SELECT FROM workspace_standing` })).length, 2),
    )
    await running?.kill('SIGTERM')

    const [restored] = await backup.restore()
    const settings = { ...env, TENANCY_DATABASE_URL: restored?.url ?? '' }
    const resync = async (...args: string[]) => {
      const command = runProcess(plinthScript, ['resync', ...args], { env: settings })
      assert.equal((await command.exited).code, 0, command.output())
      return command.stdout().trimEnd().split('\n').sort()
    }
    const differences = [
      `${suspended.workspace.id}  active`,
      `${deleted.workspace.id}  active`,
      `${unknown.workspace.id}  unknown`,
    ]
    assert.deepEqual(await resync(), differences.sort())

    await start(settings)
    await rename(suspended, 'Active again')
    await isReceived('Active again')
    await webhookIn(deleted)
    await rename(deleted, 'Here again')
    await isReceived('Here again')
    assert.deepEqual(await resync('--prune'), [`${unknown.workspace.id}  unknown`])
    assert.deepEqual(await resync(), [''])
    const before = (await statusesOf(suspended, webhookId)).length
    await setStatus(suspended, 'suspend')
    await setStatus(suspended, 'reactivate')
    await eventually(async () => {
      const statuses = await statusesOf(suspended, webhookId)
      assert.deepEqual([statuses.length, new Set(statuses)], [before + 2, new Set(['success'])])
    })
  })
})
