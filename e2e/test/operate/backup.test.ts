import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { eventually, type TestDatabase } from '@plinth/testkit'
import { api } from '../../src/api.ts'
import { type Backup, backUp } from '../../src/backup.ts'
import { startReplicatedMesh } from '../../src/replicas/replicated-mesh.ts'
import { figuresText, underLoad } from '../../src/replicas/under-load.ts'
import type { Tenant } from '../../src/tenant.ts'

describe('a backup taken under load', () => {
  it('restores everything that was acknowledged before it began, and Plinth goes on from there', async (t) => {
    const plinth = await startReplicatedMesh()
    let backup: Backup | undefined
    let tenants: readonly Tenant[] = []
    let acknowledged: string[] = []
    const figures = await underLoad(plinth, async (scene) => {
      tenants = scene.tenants
      await eventually(() => assert.ok(scene.load.renamed.size > 50), { timeoutMs: 60_000 })
      acknowledged = [...scene.load.renamed]
      backup = await backUp(plinth.databases)
    })
    assert.deepEqual(figures.failures, [])
    await plinth.stop()
    assert.ok(backup)
    after(() => backup?.remove())

    const databases = await backup.restore()
    const { operatorKey, settings } = plinth
    const { SECRETS_KEY = '' } = settings
    const restored = await startReplicatedMesh({ databases, operatorKey, settings: { SECRETS_KEY } })
    after(() => restored.stop())
    const [url = ''] = restored.urls
    await eventually(
      async () => {
        const events = await namesOfEvents(databases[2])
        assert.deepEqual(
          acknowledged.filter((name) => !events.has(name)),
          [],
        )
      },
      { timeoutMs: 90_000 },
    )
    for (const { key, workspace } of tenants) {
      const answer = await api(url, key).get(`/workspaces/${workspace.id}`)
      assert.equal(answer.status, 200)
    }
    const next = await underLoad(restored, async () => undefined)
    assert.deepEqual([next.failures, next.lost], [[], []])
    t.diagnostic(
      `${acknowledged.length} of ${figures.events} events were acknowledged before; all are restored; ${figuresText(figures)}`,
    )
  })
})

async function namesOfEvents(database: TestDatabase | undefined): Promise<Set<string>> {
  const log = openLog({ level: 'silent', name: 'backup' })
  const opened = openDatabase({ url: database?.url ?? '', poolMax: 1, clock: new SystemClock(), log })
  try {
    const rows = await opened.query<{ payload: Buffer }>({
      text: `SELECT payload FROM event WHERE type = 'workspace.updated'`,
    })
    return new Set(rows.map(({ payload }) => JSON.parse(payload.toString('utf8')).data.object.attributes.name))
  } finally {
    await opened.close()
  }
}
