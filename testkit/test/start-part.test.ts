import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { integer } from '@plinth/kit/config'
import { PlinthError } from '@plinth/kit/errors'
import type { Part } from '@plinth/kit/part'
import { OperatorKeysServiceService } from '@plinth/proto/identity/v1/operator_keys.ts'
import { make, startPart } from '@plinth/testkit'

const stopped: string[] = []
const migrations = mkdtempSync(join(tmpdir(), 'plinth-migrations-'))
cpSync(
  new URL('../../kit/src/db/plumbing.sql', import.meta.url),
  join(migrations, '20261101000000_plumbing', 'migration.sql'),
)
after(() => rmSync(migrations, { recursive: true }))

const smallest: Part<{ size: number }> = {
  name: 'identity',
  needs: [],
  config: { size: integer('IDENTITY_SIZE', { doc: 'For this test.', min: 1, max: 9, default: 3 }) },
  migrations: pathToFileURL(`${migrations}/`),
  async start({ config, infra, expose }) {
    expose(OperatorKeysServiceService, {
      createOperatorKey: async (request, call) => {
        const rows = await infra.database().query<{ at: Date }>({ text: 'SELECT plinth_now() AS at' })
        assert.equal(rows.length, 1)
        return { id: '', key: `${request.name} ${config.size} ${call.context.requestId}` }
      },
      ensureOperatorKey: async () => {
        throw new PlinthError('STATE_CONFLICT', 'Not here.')
      },
    })
    return { ready: async () => undefined, stop: async () => void stopped.push('identity') }
  },
}

describe('startPart', () => {
  it('starts a part on a migrated database and dials it as another part would', async () => {
    const part = await startPart(smallest, { env: { IDENTITY_SIZE: '7' } })
    const context = make.context()
    const client = part.dial('identity', OperatorKeysServiceService)
    const { key } = await client.createOperatorKey({ name: 'ops' }, { context })
    assert.equal(key, `ops 7 ${context.requestId}`)
    await assert.rejects(client.ensureOperatorKey({ key: '' }), { code: 'STATE_CONFLICT', message: 'Not here.' })
    await part.stop()
    assert.deepEqual(stopped, ['identity'])
  })
})
