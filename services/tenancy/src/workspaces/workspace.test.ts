import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { changeWorkspace, newWorkspace, type Workspace } from './workspace.ts'

const open = ['free', 'pro']
const acme: Workspace = {
  id: 'wks_1',
  name: 'Acme',
  slug: 'acme',
  tier: 'enterprise',
  status: 'active',
  settings: { timezone: 'UTC' },
  tags: ['a'],
  metadata: { b: '1', a: '2' },
  foreignKeys: 'refuse',
  createdAt: new Date(0),
  updatedAt: new Date(0),
  version: 1,
}
const blank = { name: 'Acme', slug: '', tier: '', settings: {}, tags: [], metadata: {}, foreignKeys: '' }

describe('a new workspace', () => {
  it('is free and has a slug of its name', () => {
    const made = newWorkspace(blank, open)
    assert.match(made.slug, /^acme-[a-z0-9]{6}$/)
    assert.deepEqual({ ...made, slug: '' }, { ...blank, tier: 'free', foreignKeys: 'refuse' })
  })

  it('has a name of as many characters as it says, however many units a character has', () => {
    const name = '😀'.repeat(255)
    assert.equal(newWorkspace({ ...blank, name }, open).name, name)
    assert.throws(() => newWorkspace({ ...blank, name: `${name}x` }, open), { code: 'VALIDATION_ERROR' })
  })

  it('has a name that may look like an escape of JSON', () => {
    for (const name of ['C:\\ud800\\x', 'a\\u0000b']) assert.equal(newWorkspace({ ...blank, name }, open).name, name)
    for (const name of ['a\0b', '\ud800'])
      assert.throws(() => newWorkspace({ ...blank, name }, open), { code: 'VALIDATION_ERROR' })
  })

  it('has no slug that is a path of the API', () => {
    assert.throws(() => newWorkspace({ ...blank, slug: 'batch' }, open), {
      code: 'VALIDATION_ERROR',
      details: { slug: ['The slug batch is a path of the API. Choose another slug.'] },
    })
    assert.equal(newWorkspace({ ...blank, slug: 'batches' }, open).slug, 'batches')
  })

  it('names every mistake at once', () => {
    const wanted = { ...blank, name: ' ', slug: 'A', tier: 'business', tags: [''], metadata: { '': 'x' } }
    assert.throws(() => newWorkspace(wanted, open), {
      code: 'VALIDATION_ERROR',
      details: {
        name: ['The name must have 1 to 255 characters.'],
        slug: ['The slug must have 1 to 100 lower-case letters and digits, with single dashes between them.'],
        tier: ['Only an operator can set the tier business.'],
        tags: ['The list must have at most 50 tags of 1 to 100 characters.'],
        metadata: [
          'The metadata must have at most 50 pairs, with keys of 1 to 40 and values of at most 500 characters.',
        ],
      },
    })
  })
})

describe('changing a workspace', () => {
  it('is the same object when nothing changes, whatever the order of metadata', () => {
    assert.equal(changeWorkspace(acme, {}, open), acme)
    const same = { name: 'Acme', tags: ['a'], metadata: { a: '2', b: '1' }, settings: { timezone: 'UTC' } }
    assert.equal(changeWorkspace(acme, same, open), acme)
  })

  it('leaves a tier beyond self-service alone, and lets it go but not come', () => {
    assert.deepEqual(changeWorkspace(acme, { name: 'New', tier: 'enterprise' }, open), { ...acme, name: 'New' })
    const pro = changeWorkspace(acme, { tier: 'pro' }, open)
    assert.equal(pro.tier, 'pro')
    assert.throws(() => changeWorkspace(pro, { tier: 'enterprise' }, open), { code: 'VALIDATION_ERROR' })
  })

  it('takes no slug that is a path of the API, and keeps one from before', () => {
    assert.throws(() => changeWorkspace(acme, { slug: 'batch' }, open), { code: 'VALIDATION_ERROR' })
    const known = { ...acme, slug: 'batch' }
    assert.deepEqual(changeWorkspace(known, { name: 'New', slug: 'batch' }, open), { ...known, name: 'New' })
    assert.equal(changeWorkspace(known, { slug: 'acme' }, open).slug, 'acme')
  })

  it('refuses an empty name and slug', () => {
    assert.throws(() => changeWorkspace(acme, { name: '' }, open), { code: 'VALIDATION_ERROR' })
    assert.throws(() => changeWorkspace(acme, { slug: '' }, open), { code: 'VALIDATION_ERROR' })
  })
})
