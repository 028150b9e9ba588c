import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { foldEmail } from '@plinth/kit/access/email-address'
import {
  changeByOperator,
  changeOwn,
  isSeen,
  newUser,
  proveAddress,
  reactivate,
  suspend,
  type User,
  unprovenAddress,
  userView,
  verifyAddress,
} from './user.ts'

const ada: User = {
  id: 'usr_1',
  name: 'Ada',
  email: 'Ada@example.com',
  tier: 'pro',
  emailVerifiedAt: new Date(0),
  pendingEmail: undefined,
  suspendedAt: undefined,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  version: 3,
}
const refused = (details: Record<string, string[]>) => ({ code: 'VALIDATION_ERROR', details })

describe('a new user', () => {
  it('is free by default', () => {
    assert.equal(newUser({ name: 'Ada', email: 'ada@example.com', tier: '' }).tier, 'free')
  })

  it('has a name of up to 255 characters, however many units a character has', () => {
    const name = '😀'.repeat(255)
    assert.equal(newUser({ name, email: 'ada@example.com', tier: '' }).name, name)
    assert.throws(() => newUser({ name: `${name}x`, email: 'ada@example.com', tier: '' }), {
      details: { name: ['The name must have 1 to 255 characters.'] },
    })
  })

  it('has a name, an address and a known tier; every mistake is named', () => {
    assert.throws(
      () => newUser({ name: ' ', email: 'ada', tier: 'gold' }),
      refused({
        name: ['The name must have 1 to 255 characters.'],
        email: ['The email field must be an email address.'],
        tier: ['The tier does not exist.'],
      }),
    )
    for (const email of ['a b@example.com', 'a@b', 'a@b..c', '@b.c', 'a@b.c\n', `${'a'.repeat(250)}@b.co`]) {
      assert.throws(() => newUser({ name: 'Ada', email, tier: '' }), { code: 'VALIDATION_ERROR' }, email)
    }
  })
})

const later = new Date(1)
const wanting = { ...ada, pendingEmail: 'ada@example.org' }

describe('a user’s own change', () => {
  it('is none when nothing is new', () => {
    for (const changes of [{}, { name: 'Ada' }, { email: ada.email }]) assert.equal(changeOwn(ada, changes), ada)
    assert.equal(changeOwn(wanting, { email: 'ada@example.org' }), wanting)
  })

  it('leaves another address pending, invisible to other users', () => {
    assert.deepEqual(changeOwn(ada, { email: 'ada@example.org' }), wanting)
    assert.equal(isSeen(ada, wanting), false)
    assert.deepEqual(userView(wanting), userView(ada))
    assert.equal(isSeen(ada, changeOwn(ada, { name: 'Countess' })), true)
  })

  it('takes another spelling of the same address, verified as before, and ends what is pending by it', () => {
    assert.deepEqual(changeOwn(ada, { email: 'ada@example.com' }), { ...ada, email: 'ada@example.com' })
    assert.deepEqual(changeOwn(wanting, { email: ada.email }), ada)
    assert.equal(foldEmail('ADA@Example.COM'), 'ada@example.com')
  })

  it('refuses what is no address', () => {
    assert.throws(
      () => changeOwn(ada, { email: 'ada' }),
      refused({ email: ['The email field must be an email address.'] }),
    )
  })
})

describe('an operator’s change', () => {
  const change = (user: User, changes: object) => changeByOperator(user, changes, later)
  it('holds at once; another address is unverified unless the operator vouches for it', () => {
    const email = 'ada@example.net'
    assert.deepEqual(change(wanting, { email }), { ...ada, email, emailVerifiedAt: undefined })
    assert.deepEqual(change(wanting, { email, emailVerified: true }), { ...ada, email, emailVerifiedAt: later })
    assert.equal(change(ada, { email: ada.email }), ada)
    assert.equal(change(ada, { emailVerified: true }), ada)
  })

  it('gives and takes verification alone, and leaves what is pending', () => {
    const unproven = { ...wanting, emailVerifiedAt: undefined }
    assert.deepEqual(change(wanting, { emailVerified: false }), unproven)
    assert.deepEqual(change(unproven, { emailVerified: true }), { ...wanting, emailVerifiedAt: later })
  })
})

describe('a token', () => {
  it('proves the pending address, else the unverified one', () => {
    assert.equal(unprovenAddress(ada), undefined)
    assert.equal(unprovenAddress({ ...ada, emailVerifiedAt: undefined }), ada.email)
    assert.equal(unprovenAddress(wanting), 'ada@example.org')
  })

  it('makes a pending address the user’s, verified', () => {
    const proven = { ...ada, email: 'ada@example.org', emailVerifiedAt: later }
    assert.deepEqual(proveAddress(wanting, 'ADA@example.org', later), proven)
    assert.equal(proveAddress(proven, 'ada@example.org', new Date(2)), proven)
    assert.deepEqual(proveAddress({ ...wanting, emailVerifiedAt: undefined }, ada.email, later), {
      ...wanting,
      emailVerifiedAt: later,
    })
  })

  it('proves no address that the user neither has nor wants', () => {
    assert.equal(proveAddress(wanting, 'ada@example.net', later), undefined)
  })
})

describe('suspending', () => {
  it('happens once, as does its end', () => {
    const suspended = suspend(ada, later)
    assert.equal(suspend(suspended, new Date(2)), suspended)
    assert.equal(userView(suspended)['status'], 'suspended')
    assert.deepEqual(reactivate(suspended), ada)
    assert.equal(reactivate(ada), ada)
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
