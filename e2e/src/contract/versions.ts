import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { assertError, pathOf } from '@plinth/gateway/every-operation'
import { operations } from '@plinth/gateway/operations'
import type { Operation } from '../valid-calls.ts'
import type { RealWorld } from './real-world.ts'

const stale = '"2000000000-stale"'

/** If-Match on PATCH and DELETE: a stale version is refused and changes nothing, and the refusal is kept (api.md §1, §6). */
export function promisesOfVersions(operation: Operation, worldOf: () => RealWorld): void {
  if (operation.method !== 'PATCH' && operation.method !== 'DELETE') return
  const read = operations.find(({ method, path, hasVersion }) => {
    return method === 'GET' && path === operation.path && hasVersion === true
  })

  it('412 for a stale If-Match: nothing is changed, and the same again with the same Idempotency-Key', async () => {
    const world = worldOf()
    const { key, params, body } = await world.call(operation)
    const target = pathOf(operation, params)
    const send = (headers: Record<string, string>) =>
      world.ask(operation.method, target, { key, ...(body === undefined ? {} : { body }), headers })
    const tagNow = async () => (await world.ask('GET', target, { key })).headers.get('etag')
    const before = read === undefined ? null : await tagNow()
    assert.equal(before !== null, read !== undefined)

    const headers = { 'if-match': stale, 'idempotency-key': randomUUID() }
    const refused = await send(headers)
    assertError(refused, 412, 'PRECONDITION_FAILED')
    const again = await send(headers)
    assert.deepEqual([again.status, again.text], [412, refused.text])
    assert.equal(again.headers.get('idempotent-replayed'), 'true')

    if (read !== undefined) assert.equal(await tagNow(), before)
    const done = await send({ 'if-match': before ?? '*' })
    assert.equal(done.status, operation.status, done.text)
  })
}
