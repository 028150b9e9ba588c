import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { User } from '@plinth/proto/identity/v1/users.ts'
import { make } from '@plinth/testkit'
import { asOperator, startIdentity } from './identity.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
before(async () => {
  identity = await startIdentity()
})

const operator = asOperator()
const notFound = { code: 'RESOURCE_NOT_FOUND', message: 'The token was not found.' }
const taken = { code: 'DUPLICATE_RESOURCE', details: { conflicting_field: ['email'] } }

const update = async (context: CallContext, id: string, changes: { email?: string; emailVerified?: boolean }) => {
  const request = { id, name: undefined, email: undefined, emailVerified: undefined, workspaceIds: [], ...changes }
  return (await identity.users.updateUser(request, { context })).user
}
const read = async (id: string) => (await identity.users.getUser({ id })).user
const tokenFor = (id: string, context = operator) => identity.users.createEmailVerification({ id }, { context })
const prove = async (context: CallContext, token: string, workspaceIds: string[] = []) =>
  (await identity.users.verifyEmail({ token, workspaceIds }, { context })).user
const summary = (user: User | undefined) => [user?.email, user?.pendingEmail, user?.emailVerifiedAt !== undefined]
/** A user who wants an address, and the token that was sent there. */
const wanting = async (email: string) => {
  const { user, context } = await identity.member(make.id('wks'))
  await update(context, user.id, { email })
  return { user, context, token: (await tokenFor(user.id)).token }
}

describe('a user’s own change of address', () => {
  it('is pending, blocks no other user, and is in no event', async () => {
    const [{ user, context }, ceo] = [await identity.member(make.id('wks')), make.email()]
    assert.deepEqual(summary(await update(context, user.id, { email: ceo })), [user.email, ceo, false])
    const others = (await identity.eventsAbout(user.id)).filter(({ type }) => type === 'user.updated')
    assert.deepEqual(others, [])
    const owner = await identity.createUser({ email: ceo })
    assert.equal(owner.email, ceo)
    // The answer does not disclose that the address is taken.
    const again = await identity.member(make.id('wks'))
    assert.equal((await update(again.context, again.user.id, { email: ceo }))?.pendingEmail, ceo)
  })

  it('leaves verification to operators', async () => {
    const { user, context } = await identity.member(make.id('wks'))
    const own = { email: make.email(), emailVerified: true }
    await assert.rejects(update(context, user.id, own), { code: 'INSUFFICIENT_PERMISSIONS' })
    await assert.rejects(tokenFor(user.id, context), { code: 'INSUFFICIENT_PERMISSIONS' })
    assert.deepEqual(summary(await read(user.id)), [user.email, '', false])
    assert.deepEqual(summary(await update(operator, user.id, own)), [own.email, '', true])
    await assert.rejects(tokenFor(user.id), { code: 'STATE_CONFLICT' })
    await assert.rejects(tokenFor(make.id('usr')), { code: 'RESOURCE_NOT_FOUND' })
  })
})

describe('VerifyEmail', () => {
  it('makes the pending address the user’s, emits an event for each workspace, and answers the same again', async () => {
    const [wanted, workspaceId] = [make.email(), make.id('wks')]
    const { user, context, token } = await wanting(wanted)
    assert.match(token, /^email_tok_[\w-]{43}$/)
    const proven = await prove(context, token, [workspaceId])
    assert.deepEqual(summary(proven), [wanted, '', true])
    assert.deepEqual(await prove(context, token, [workspaceId]), proven)
    assert.deepEqual(await read(user.id), proven)
    const updates = (await identity.eventsAbout(user.id)).filter(({ type }) => type === 'user.updated')
    assert.deepEqual(
      updates.map((event) => [event.workspaceId, event.attributes['email'], 'pending_email' in event.attributes]),
      [[workspaceId, wanted, false]],
    )
  })

  it('proves the address that a user has from the beginning', async () => {
    const { user, context } = await identity.member(make.id('wks'))
    const { token, email } = await tokenFor(user.id)
    assert.equal(email, user.email)
    assert.deepEqual(summary(await prove(context, token)), [user.email, '', true])
  })

  it('stores the hash alone, for 24 hours, and one token at a time', async () => {
    const { user, context, token } = await wanting(make.email())
    const rows = await identity.part.database.query({
      text: `SELECT length(token_hash) AS bytes, (expires_at - plinth_now()) BETWEEN '23:59' AND '24:00' AS is_a_day
        FROM email_verification v WHERE user_id = $1 AND v::text NOT LIKE '%' || $2 || '%'`,
      values: [user.id, token],
    })
    assert.deepEqual(rows, [{ bytes: 32, is_a_day: true }])
    const renewed = await tokenFor(user.id)
    await assert.rejects(prove(context, token), notFound)
    await identity.part.database.query({
      text: `UPDATE email_verification SET expires_at = plinth_now() WHERE user_id = $1`,
      values: [user.id],
    })
    await assert.rejects(prove(context, renewed.token), notFound)
  })

  it('takes no other user’s token, and none for an address that is wanted no more', async () => {
    const { user, context, token } = await wanting(make.email())
    const stranger = await identity.member(make.id('wks'))
    await assert.rejects(prove(stranger.context, token), notFound)
    await assert.rejects(prove(operator, token), { code: 'RESOURCE_NOT_FOUND' })
    await update(context, user.id, { email: make.email() })
    await assert.rejects(prove(context, token), notFound)
    const { token: next } = await tokenFor(user.id)
    await update(operator, user.id, { email: make.email() })
    await assert.rejects(prove(context, next), notFound)
  })

  it('twenty who prove the same address at once: one has it, the others 409 and what they had', async () => {
    const email = make.email()
    const all = await Promise.all(Array.from({ length: 20 }, () => wanting(email)))
    const results = await Promise.allSettled(all.map(({ context, token }) => prove(context, token)))
    const refusals = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason.code)
    assert.deepEqual(refusals, Array(19).fill('DUPLICATE_RESOURCE'))
    const after = await Promise.all(all.map(({ user }) => read(user.id)))
    assert.equal(after.filter((user) => user?.email === email).length, 1)
    assert.ok(after.every((user, at) => user?.email === email || user?.email === all[at]?.user.email))
  })
})

describe('an address that another has unverified', () => {
  it('goes to the user who proves it, and to the one whom an operator vouches for', async () => {
    const [one, other, third] = [make.email(), make.email(), make.email()]
    const squatters = await Promise.all([one, other, third].map((email) => identity.createUser({ email })))
    const { user, context, token } = await wanting(one)
    assert.deepEqual(summary(await prove(context, token)), [one, '', true])
    await assert.rejects(identity.createUser({ email: other }), taken)
    const owner = await identity.createUser({ email: other.toUpperCase(), emailVerified: true })
    assert.deepEqual(summary(owner), [other.toUpperCase(), '', true])
    assert.equal((await update(operator, user.id, { email: third, emailVerified: true }))?.email, third)
    for (const { id } of squatters) {
      assert.deepEqual(summary(await read(id)), [`${id}@unproven.invalid`, '', false])
      const update = (await identity.eventsAbout(id)).at(-1)
      assert.deepEqual(
        [update?.type, update?.workspaceId, update?.attributes['email']],
        ['user.updated', '', `${id}@unproven.invalid`],
      )
    }
  })

  it('stays with the user who has it verified', async () => {
    const email = make.email()
    const { id } = await identity.createUser({ email, emailVerified: true })
    const { user, context, token } = await wanting(email)
    await assert.rejects(prove(context, token), taken)
    await assert.rejects(identity.createUser({ email, emailVerified: true }), taken)
    await assert.rejects(update(operator, user.id, { email, emailVerified: true }), taken)
    assert.deepEqual(summary(await read(id)), [email, '', true])
  })

  it('two who take each other’s address at once: never a deadlock, and each address has one user', async () => {
    for (let round = 0; round < 10; round++) {
      const [a, b] = [make.email(), make.email()]
      const [first, second] = [await identity.createUser({ email: a }), await identity.createUser({ email: b })]
      await Promise.all([
        update(operator, first.id, { email: b, emailVerified: true }),
        update(operator, second.id, { email: a, emailVerified: true }),
      ])
      const emails = [(await read(first.id))?.email, (await read(second.id))?.email]
      assert.deepEqual(emails, [b, a])
    }
  })
})
