import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ChainLinks } from './chain-links.ts'

const seal = (position: number) => String(position).padStart(64, '0')

describe('the links of a chain', () => {
  it('are joined in any near order', () => {
    const links = new ChainLinks()
    for (const position of [2, 1, 5, 4, 3])
      assert.equal(links.add(position, seal(position - 1), seal(position)), 'fits', String(position))
    assert.deepEqual(links.end(), { last: 5, gaps: 0, firstGap: undefined })
  })

  it('come once, also when more than fit into memory lie between', () => {
    const links = new ChainLinks()
    for (let position = 2; position <= 400_000; position += 2) links.add(position, seal(position - 1), seal(position))
    for (const position of [2, 50_000, 399_998])
      assert.equal(links.add(position, seal(position - 1), seal(position)), 'repeated')
    assert.deepEqual(links.end(), { last: 400_000, gaps: 200_000, firstGap: 1 })
  })

  it('fit the place before and the place after', () => {
    const links = new ChainLinks()
    assert.equal(links.add(1, 'f', seal(1)), 'apart')
    links.add(4, seal(3), seal(4))
    assert.equal(links.add(3, seal(2), 'f'), 'apart')
    assert.equal(links.add(5, 'f', seal(5)), 'apart')
  })
})
