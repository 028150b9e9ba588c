import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { integer } from '@plinth/kit/config'
import { PlinthError } from '@plinth/kit/errors'
import type { Part } from '@plinth/kit/part'
import { AnswersServiceService } from '@plinth/proto/tenancy/v1/answers.ts'
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
    expose(AnswersServiceService, {
      keepAnswer: async ({ answer }, call) => {
        if (answer.length === 0) throw new PlinthError('STATE_CONFLICT', 'Not here.')
        const rows = await infra.database().query<{ at: Date }>({ text: 'SELECT plinth_now() AS at' })
        assert.equal(rows.length, 1)
        return { answer: Buffer.from(`${answer.toString()} ${config.size} ${call.context.requestId}`) }
      },
    })
    return { ready: async () => undefined, stop: async () => void stopped.push('identity') }
  },
}

describe('startPart', () => {
  it('starts a part on a migrated database and dials it as another part would', async () => {
    const part = await startPart(smallest, { env: { IDENTITY_SIZE: '7' } })
    const context = make.context()
    const client = part.dial('identity', AnswersServiceService)
    const { answer } = await client.keepAnswer({ answer: Buffer.from('mine') }, { context })
    assert.equal(answer.toString(), `mine 7 ${context.requestId}`)
    const refused = client.keepAnswer({ answer: Buffer.alloc(0) }, { context })
    await assert.rejects(refused, { code: 'STATE_CONFLICT', message: 'Not here.' })
    await part.stop()
    assert.deepEqual(stopped, ['identity'])
  })
})
