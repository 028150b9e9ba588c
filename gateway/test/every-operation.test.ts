import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { operations } from '../src/operations.ts'
import {
  askValid,
  assertError,
  exampleBody,
  isWrite,
  needsKey,
  otherScopes,
  pathOf,
  promises,
  requiredQuery,
  type World,
} from './every-operation.contract.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

const params = {
  workspace_id: 'wks_home',
  user_id: 'usr_jane',
  key_id: 'key_1',
  operator_key_id: 'key_op',
  session_id: 'ses_1',
  webhook_id: 'wh_1',
  delivery_id: 'del_1',
  invitation_id: 'inv_1',
  namespace_id: 'ns_1',
  assignment_id: 'asg_1',
  boost_id: 'bst_1',
  reservation_id: 'res_1',
}

describe('every operation', () => {
  let mesh: Mesh
  let world: World
  before(async () => {
    mesh = await startMesh()
    const key = mesh.key()
    const operatorKey = mesh.operatorKey()
    world = {
      ask: mesh.ask,
      call: async (operation) => {
        const bearing = operation.isForOperators ? operatorKey : key
        return { key: bearing, params, query: requiredQuery(operation), ...exampleBody(operation) }
      },
      keyWith: async (scopes) => mesh.key(scopes === undefined ? {} : { scopes }),
      home: 'wks_home',
      missing: 'wks_missing',
      foreign: 'wks_foreign',
    }
  })
  after(() => mesh.stop())

  for (const operation of operations) {
    describe(operation.id, () => {
      promises(operation, () => world)
      if (!['any', 'none'].includes(operation.scope))
        it('403 with an operator key of every other scope', async () => {
          const scopes = otherScopes(operation.scope)
          const answer = await askValid(world, operation, { key: mesh.operatorKey({ scopes }) })
          assertError(answer, 403, 'INSUFFICIENT_PERMISSIONS')
          assert.deepEqual(answer.json.error.details?.['required_scope'], [operation.scope])
        })
      if (!isWrite(operation) || !needsKey(operation)) return

      it('passes the Idempotency-Key on with its room and fingerprint', async () => {
        const answer = await askValid(world, operation, { headers: { 'idempotency-key': '"once"' } })
        assert.equal(answer.status, operation.status, answer.text)
        const { context } = mesh.script.seen.findLast((call) => call.context.idempotency !== undefined) ?? {}
        assert.equal(context?.idempotency?.key, 'once')
        const { keyId = '', isOperator = false } = context?.principal ?? {}
        assert.equal(isOperator, operation.isForOperators === true)
        const room = [keyId, isOperator ? '' : 'wks_home', operation.method, pathOf(operation, params)].join(' ')
        assert.equal(context.idempotency.scope, room)
        assert.equal(context.idempotency.fingerprint.length, 32)
      })

      it('leaves what it asks beforehand out of the idempotent call', () => {
        const calls = mesh.script.seen.filter(({ context }) => context.idempotency !== undefined)
        assert.ok(calls.every(({ method }) => !/\/(Resolve|List|Get|BatchGet|CheckUser)/.test(method)))
      })
    })
  }
})
