import assert from 'node:assert/strict'
import { it } from 'node:test'
import { askWith, assertError, needsKey } from '@plinth/gateway/every-operation'
import type { Operation } from '../valid-calls.ts'
import type { RealWorld } from './real-world.ts'

/** The role that the record of an operation names is the one that the services ask for. */
export function promisesOfRoles(operation: Operation, worldOf: () => RealWorld): void {
  const { role, path } = operation
  // A batch answers for each of its operations, which have their own records.
  if (!needsKey(operation) || operation.isForOperators || operation.isBatch) return
  const tooLow = role === undefined ? undefined : role === 'admin' ? 'member' : 'admin'

  /** A valid call by another user of the workspace, who has every scope. */
  const askAs = async (wanted: 'admin' | 'member') => {
    const world = worldOf()
    const valid = await world.call(operation)
    // The role is one in this workspace, where the valid call may be about another one, or about a user whom no member sees.
    const params = {
      ...(path.includes('{workspace_id}') ? { workspace_id: world.home } : {}),
      ...(role === 'operator' && path.includes('{user_id}') ? { user_id: world.userId } : {}),
    }
    return askWith(world, operation, valid, { key: await world.keyOfRole(wanted), params })
  }

  if (tooLow !== undefined)
    it(`403 for a key of the role ${tooLow}, whatever its scopes`, async () => {
      const answer = await askAs(tooLow)
      assertError(answer, 403, 'INSUFFICIENT_PERMISSIONS')
      assert.equal(answer.json.error.details?.['required_scope'], undefined, answer.text)
    })
  if (role === 'admin' || role === undefined)
    it(`is open to the role ${role ?? 'member'}`, async () => {
      const answer = await askAs(role ?? 'member')
      // Another user's own token or user is not found.
      assert.ok(answer.status === operation.status || answer.status === 404, answer.text)
    })
}
