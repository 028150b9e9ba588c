import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { asUser, startTenancy } from './tenancy.ts'

let tenancy: Awaited<ReturnType<typeof startTenancy>>
before(async () => {
  tenancy = await startTenancy()
})

describe('a call that names several versions', () => {
  it('changes the row in any of them, and one of two such calls wins', async () => {
    const context = asUser()
    const { id } = await tenancy.create(context)
    const any = (...ifMatchVersions: number[]) => ({ ...context, ifMatchVersion: -1, ifMatchVersions })
    const racing = ['First', 'Second'].map((name) => tenancy.update(any(7, 1), id, { name }))
    const outcomes = (await Promise.allSettled(racing)).map(({ status }) => status)
    assert.deepEqual(outcomes.sort(), ['fulfilled', 'rejected'])
    await assert.rejects(tenancy.update(any(1, 3), id, { name: 'Late' }), { code: 'PRECONDITION_FAILED' })
    assert.equal((await tenancy.update(any(1, 2), id, { name: 'Third' })).version, 3)
  })
})
