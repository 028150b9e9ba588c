import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { foldEmail } from '@plinth/kit/email-address'
import { changeUser, newUser, type User, verifyAddress } from './user.ts'

const ada: User = {
  id: 'usr_1',
  name: 'Ada',
  email: 'Ada@example.com',
  tier: 'pro',
  emailVerifiedAt: new Date(0),
  createdAt: new Date(0),
  updatedAt: new Date(0),
  version: 3,
}
const refused = (details: Record<string, string[]>) => ({ code: 'VALIDATION_ERROR', details })

describe('a new user', () => {
  it('is free unless told otherwise', () => {
    assert.equal(newUser({ name: 'Ada', email: 'ada@example.com', tier: '' }).tier, 'free')
  })

  it('has a name, an address and a known tier; every mistake is named', () => {
    assert.throws(
      () => newUser({ name: ' ', email: 'ada', tier: 'gold' }),
      refused({
        name: ['The name has 1 to 255 characters.'],
        email: ['The email is not an email address.'],
        tier: ['The tier is unknown.'],
      }),
    )
    for (const email of ['a b@example.com', 'a@b', 'a@b..c', '@b.c', 'a@b.c\n', `${'a'.repeat(250)}@b.co`]) {
      assert.throws(() => newUser({ name: 'Ada', email, tier: '' }), { code: 'VALIDATION_ERROR' }, email)
    }
  })
})

describe('changing a user', () => {
  it('changes nothing when nothing is new', () => {
    assert.equal(changeUser(ada, {}), ada)
    assert.equal(changeUser(ada, { name: 'Ada' }), ada)
  })

  it('forgets that a former address was verified', () => {
    assert.equal(changeUser(ada, { email: 'ada@example.org' }).emailVerifiedAt, undefined)
  })

  it('keeps the verification when only the case differs', () => {
    assert.deepEqual(changeUser(ada, { email: 'ada@example.com' }), { ...ada, email: 'ada@example.com' })
    assert.equal(foldEmail('ADA@Example.COM'), 'ada@example.com')
  })
})

describe('verifying an address', () => {
  const unproven = { ...ada, emailVerifiedAt: undefined }
  it('takes the first proof of the address that the user has now', () => {
    const at = new Date(1)
    assert.deepEqual(verifyAddress(unproven, 'ADA@example.com', at), { ...ada, emailVerifiedAt: at })
    assert.equal(verifyAddress(ada, ada.email, at), ada)
    assert.equal(verifyAddress(unproven, 'ada@example.org', at), unproven)
  })
})
