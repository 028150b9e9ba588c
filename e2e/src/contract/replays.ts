import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { assertError, assertHeaders, headersOf, isWrite, needsKey, pathOf } from '@plinth/gateway/every-operation'
import type { Operation } from '../valid-calls.ts'
import type { RealWorld } from './real-world.ts'

/** The retry of a call that ended its own workspace cannot see that workspace (api.md §6). */
const endsItsOwnContext = new Set(['workspaces.delete'])

/** An Idempotency-Key replays status and body to the byte and refuses another body. */
export function promisesOfReplays(operation: Operation, worldOf: () => RealWorld): void {
  // Without an API key an Idempotency-Key belongs to no caller.
  if (!isWrite(operation) || !needsKey(operation)) return

  it('replays status and body to the byte, and refuses another body or query', async () => {
    const world = worldOf()
    const { key, params, body } = await world.call(operation)
    const idempotencyKey = randomUUID()
    const send = (sent: unknown, query = '') =>
      world.ask(operation.method, pathOf(operation, params) + query, {
        key,
        ...(sent === undefined ? {} : { body: sent }),
        headers: { ...headersOf(operation), 'idempotency-key': idempotencyKey },
      })
    const first = await send(body)
    assert.equal(first.status, operation.status, first.text)
    assert.equal(first.headers.get('idempotent-replayed'), null)

    const again = await send(body)
    if (endsItsOwnContext.has(operation.id)) {
      assertError(again, 404, 'RESOURCE_NOT_FOUND')
      return
    }
    assert.equal(again.headers.get('idempotent-replayed'), 'true')
    assertHeaders(again)
    assert.deepEqual({ status: again.status, text: again.text }, { status: first.status, text: first.text })
    assert.notEqual(again.headers.get('x-request-id'), first.headers.get('x-request-id'))

    // Under an operator's key a workspace that is named is another room for the Idempotency-Key.
    if (operation.context !== 'path' && key !== world.topology.operatorKey) {
      assertError(await send(body, `?workspace_id=${world.home}`), 422, 'IDEMPOTENCY_KEY_REUSED')
    }
    // The same value in other bytes is another body.
    const respelled = `${JSON.stringify(body ?? {})} `
    assertError(await send(respelled), 422, 'IDEMPOTENCY_KEY_REUSED')
    assert.equal((await send(body)).text, first.text)
  })
}
