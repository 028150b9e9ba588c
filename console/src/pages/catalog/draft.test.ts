import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Draft, type DraftFeature, draftOf, givenOf, textOf, withGiven, withoutFeature } from './draft.ts'

const storage: DraftFeature = { code: 'storage', name: 'Storage', type: 'limit', unit: 'bytes' }
const sso: DraftFeature = { code: 'sso', name: 'SSO', type: 'boolean' }
const draft: Draft = {
  features: [storage, sso],
  packages: [
    { code: 'pro', name: 'Pro', features: [{ code: 'storage', limit: 10 }] },
    { code: 'free', name: 'Free', features: [] },
  ],
}
const limitsIn = ({ packages }: Draft) => packages.map(({ features }) => features)

describe('a draft of the catalogue', () => {
  it('is read from its text, of a file with $schema, too', () => {
    assert.deepEqual(draftOf(textOf({ $schema: 'http://x/schema.json', ...draft })), draft)
    assert.equal(textOf({ unit: null, limit: 0 }), '{\n  "limit": 0\n}')
    assert.throws(() => draftOf('{"features": []}'), /features and packages must be lists/)
    assert.throws(() => draftOf('{'), SyntaxError)
  })

  it('changes the limit in one package alone', () => {
    assert.deepEqual(limitsIn(withGiven(draft, 'pro', 'storage', 'unlimited')), [
      [{ code: 'storage', limit: 'unlimited' }],
      [],
    ])
    assert.deepEqual(limitsIn(withGiven(draft, 'free', 'sso', 'on')), [
      [{ code: 'storage', limit: 10 }],
      [{ code: 'sso' }],
    ])
    assert.deepEqual(limitsIn(withGiven(draft, 'pro', 'storage', undefined)), [[], []])
  })

  it('says what a package gives of a feature', () => {
    const [pro = assert.fail('no package')] = draft.packages
    assert.equal(givenOf(pro, storage), 10)
    assert.equal(givenOf(pro, sso), undefined)
    const [on = assert.fail('no package')] = withGiven(draft, 'pro', 'sso', 'on').packages
    assert.equal(givenOf(on, sso), 'on')
    assert.equal(givenOf(on, { ...sso, type: 'unlimited' }), 'unlimited')
  })

  it('loses a feature in every package', () => {
    const without = withoutFeature(draft, 'storage')
    assert.deepEqual([without.features, limitsIn(without)], [[sso], [[], []]])
  })
})
