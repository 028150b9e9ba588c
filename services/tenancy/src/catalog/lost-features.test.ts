import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { contentOf } from './content.ts'
import type { CatalogDraft, FeatureDraft } from './draft.ts'
import { lostFeatures } from './lost-features.ts'

const feature = (code: string, rest: Partial<FeatureDraft> = {}): FeatureDraft => ({
  ...{ code, name: code, type: 'limit', unit: '', reset: 'none', rollingDays: 0, parent: '', isActive: true },
  ...rest,
})
const plan = (code: string, ...features: string[]) => ({
  ...{ code, name: code, isBase: true, isStackable: false, isActive: true },
  features: features.map((one) => ({ code: one, grant: 1 })),
})
const catalogOf = (draft: CatalogDraft) => {
  const { features, packages } = contentOf(draft)
  return { features, packages: new Map([...packages].map(([code, one]) => [code, { ...one, id: code }])) }
}

const credits = feature('credits')
const chat = feature('chat', { parent: 'credits' })
const seats = feature('seats')
const before = catalogOf({ features: [credits, chat, seats], packages: [plan('b', 'credits'), plan('a', 'credits')] })
const lostWith = (...features: FeatureDraft[]) =>
  lostFeatures(before, contentOf({ features, packages: [plan('a'), plan('b')] }))

describe('features that a new catalogue takes away', () => {
  it('are those that are removed, with the packages that include them', () => {
    assert.deepEqual(lostWith(seats), [
      { code: 'chat', pool: 'credits', packages: ['a', 'b'] },
      { code: 'credits', pool: 'credits', packages: ['a', 'b'] },
    ])
    assert.deepEqual(lostWith(credits, chat), [{ code: 'seats', pool: 'seats', packages: [] }])
    const alone = lostFeatures(before, contentOf({ features: [seats], packages: [plan('b')] }))
    assert.deepEqual(
      alone.map(({ packages }) => packages),
      [['b'], ['b']],
    )
  })
  it('are those that are turned off, by themselves or with their parent', () => {
    const off = lostWith({ ...credits, isActive: false }, chat, seats)
    assert.deepEqual(
      off.map(({ code }) => code),
      ['chat', 'credits'],
    )
  })
  it('are not those that were off before, nor those that change otherwise', () => {
    const inactive = catalogOf({ features: [{ ...seats, isActive: false }], packages: [] })
    assert.deepEqual(lostFeatures(inactive, contentOf({ features: [], packages: [] })), [])
    assert.deepEqual(lostWith({ ...credits, name: 'Renamed', reset: 'monthly' }, chat, seats), [])
  })
})
