import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Manifest } from './manifest.ts'
import { breaks } from './policy/breaks.ts'
import { rules } from './policy/rules.ts'
import { overlayNames, render } from './render.ts'

describe('the manifests of every overlay', () => {
  const rendered = new Map<string, Manifest[]>()
  before(async () => {
    for (const overlay of overlayNames) rendered.set(overlay, await render(overlay))
  })

  for (const { name, find } of rules) {
    it(`keep it: ${name}`, () => {
      for (const [overlay, manifests] of rendered) assert.deepEqual(find(manifests), [], overlay)
    })
    it(`are found out when they break it: ${name}`, () => {
      const copies = breaks[name] ?? []
      assert.ok(copies.length > 0, 'nothing shows that this rule can fail')
      for (const spoil of copies) {
        const copy = structuredClone(rendered.get('production') ?? [])
        spoil(copy)
        assert.notDeepEqual(find(copy), [], String(spoil))
      }
    })
  }

  it('are broken by no copy that belongs to no rule', () => {
    const names = rules.map(({ name }) => name)
    assert.deepEqual(Object.keys(breaks).sort(), [...names].sort())
    assert.equal(new Set(names).size, names.length)
  })
})
