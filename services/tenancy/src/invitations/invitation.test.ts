import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkAcceptance, type Invitation, newInvitation } from './invitation.ts'

const invitation: Invitation = {
  id: 'inv_1',
  workspaceId: 'wks_1',
  email: 'Jo@example.com',
  role: 'member',
  acceptedBy: undefined,
  invitedBy: 'usr_2',
  isByOperator: false,
  expiresAt: new Date(1),
  createdAt: new Date(0),
  version: 1,
}
const jo = { id: 'usr_jo', email: 'jo@EXAMPLE.com' }

describe('an invitation', () => {
  it('names an address', () => {
    for (const email of ['', 'jo', 'jo@x', 'a b@example.com'])
      assert.throws(() => newInvitation({ email, role: 'member' }), { code: 'VALIDATION_ERROR' }, email)
  })

  it('is accepted by whom it names, a first time and again, and by nobody else', () => {
    assert.equal(checkAcceptance(invitation, jo), 'first')
    assert.equal(checkAcceptance({ ...invitation, acceptedBy: jo.id }, jo), 'again')
    const notFound = { code: 'RESOURCE_NOT_FOUND' }
    assert.throws(() => checkAcceptance(invitation, { ...jo, email: 'joe@example.com' }), notFound)
    assert.throws(() => checkAcceptance({ ...invitation, acceptedBy: 'usr_2' }, jo), notFound)
  })
})
