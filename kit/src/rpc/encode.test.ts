import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CallContext, type Principal, Role } from '@plinth/proto/common/v1/context.ts'
import { encodeContext } from './encode.ts'

const principal: Principal = {
  keyId: 'key_1',
  userId: 'usr_1',
  isOperator: false,
  homeWorkspaceId: 'wks_1',
  scopes: ['read:*', 'write:webhooks'],
  keyFamilyId: 'key_0',
  keyGeneration: 2,
  allWorkspaces: true,
  name: 'Zoë',
  sessionId: 'ses_1',
}
const planLimits = { 'plinth.webhooks': 0, 'plinth.members': 2 ** 40, other: -1 }
const bare: CallContext = { ...CallContext.decode(new Uint8Array()), requestId: 'req_1' }
const whole: CallContext = {
  ...bare,
  principal,
  workspaceId: 'wks_2',
  namespaceId: 'ns_1',
  role: Role.ROLE_ADMIN,
  idempotency: {
    ...{ key: 'k', scope: 's', fingerprint: Buffer.from('f') },
    ...{ generation: 2, formerScope: 'f', hasSecret: true },
  },
  ifMatchVersion: -1,
  ifMatchVersions: [7, 2 ** 40],
  planLimits,
  ip: '192.0.2.7',
  userAgent: 'curl/8',
}

const sent = (context: CallContext) => CallContext.decode(encodeContext(context))
const asPlain = (context: CallContext) => CallContext.decode(CallContext.encode(context).finish())

describe('encodeContext', () => {
  for (const [name, context] of Object.entries({ bare, whole, 'without limits': { ...whole, planLimits: {} } })) {
    it(`is read as what protobuf itself makes of it: ${name}`, () => {
      assert.deepEqual(sent(context), asPlain(context))
      assert.deepEqual(sent(context), asPlain(context), 'also the second time')
    })
  }

  it('keeps apart what calls of one caller do not share', () => {
    sent(whole)
    const other = { ...whole, requestId: 'req_2', role: Role.ROLE_MEMBER, planLimits: { other: 5 } }
    assert.deepEqual(sent(other), asPlain(other))
    const another = { ...other, principal: { ...principal, userId: 'usr_2' } }
    assert.deepEqual(sent(another), asPlain(another))
  })

  it('reads limits without a principal as well', () => {
    const anonymous = { ...bare, planLimits }
    assert.deepEqual(sent(anonymous), asPlain(anonymous))
  })
})
