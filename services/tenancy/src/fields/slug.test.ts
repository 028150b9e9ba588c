import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isSlug, slugFor } from './slug.ts'

describe('slugs', () => {
  it('are lower-case letters and digits with single hyphens inside', () => {
    for (const slug of ['a', 'acme', 'acme-corp-2', 'a'.repeat(100)]) assert.equal(isSlug(slug), true, slug)
    for (const slug of ['', '-a', 'a-', 'a--b', 'A', 'a_b', 'ä', 'a\n', 'a'.repeat(101)])
      assert.equal(isSlug(slug), false, slug)
  })

  it('are made from a name and six random characters, and are always valid', () => {
    const first = () => 0
    assert.equal(slugFor('Acme, Inc.', first), 'acme-inc-aaaaaa')
    assert.equal(slugFor('Café Zürich', first), 'cafe-zurich-aaaaaa')
    assert.equal(slugFor('東京', first), 'workspace-aaaaaa')
    assert.equal(slugFor(`${'a'.repeat(92)} b`, first), `${'a'.repeat(92)}-aaaaaa`)
    for (const name of ['x', '-', 'a'.repeat(255), 'a b '.repeat(60)]) assert.equal(isSlug(slugFor(name)), true)
    assert.notEqual(slugFor('Acme'), slugFor('Acme'))
  })
})
