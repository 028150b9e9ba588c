import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CallerShares } from './caller-shares.ts'

const shares = () =>
  new CallerShares<{ workspaceId: string; userId: string }>(10, [
    { who: 'A workspace', nameOf: ({ workspaceId }) => workspaceId },
    { who: 'A user', nameOf: ({ userId }) => userId, ofOneMax: 3 },
  ])

describe('the shares of callers', () => {
  it('are those of each holder: a user has one share, however many workspaces', () => {
    const places = shares()
    for (const workspaceId of ['a', 'b', 'c']) assert.equal(places.take({ workspaceId, userId: 'jane' }), undefined)
    assert.deepEqual(places.take({ workspaceId: 'd', userId: 'jane' }), { who: 'A user', most: 3 })
    // Refused callers have taken nothing of their workspace.
    for (const userId of ['joe', 'ann']) assert.equal(places.take({ workspaceId: 'd', userId }), undefined)
    assert.deepEqual(places.take({ workspaceId: 'd', userId: 'eve' }), { who: 'A workspace', most: 2 })
    places.give({ workspaceId: 'a', userId: 'jane' })
    assert.equal(places.take({ workspaceId: 'e', userId: 'jane' }), undefined)
  })

  it('say of a caller whose own share is taken so, also when everything is taken', () => {
    const places = shares()
    for (const workspaceId of ['a', 'b', 'c']) assert.equal(places.take({ workspaceId, userId: 'jane' }), undefined)
    assert.equal(places.take({ workspaceId: '', userId: '' }, 7), undefined)
    assert.deepEqual(places.take({ workspaceId: 'd', userId: 'jane' }), { who: 'A user', most: 3 })
    assert.deepEqual(places.take({ workspaceId: 'd', userId: 'joe' }), { who: undefined, most: 10 })
  })

  it('are all there are for a caller without a holder, and no more for anybody', () => {
    const places = shares()
    const operator = { workspaceId: '', userId: '' }
    assert.equal(places.take(operator, 10), undefined)
    assert.deepEqual(places.take({ workspaceId: 'a', userId: 'jane' }), { who: undefined, most: 10 })
    places.give(operator)
    assert.equal(places.take({ workspaceId: 'a', userId: 'jane' }), undefined)
  })
})
