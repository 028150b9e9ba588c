import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { entityTag, ifMatchVersion, isNoneMatch } from './entity-tag.ts'

const tag = entityTag(3, '{"data":{}}')

describe('an entity tag', () => {
  it('changes with the version and with the body', () => {
    assert.match(tag, /^"3-[\w-]{16}"$/)
    assert.notEqual(tag, entityTag(4, '{"data":{}}'))
    assert.notEqual(tag, entityTag(3, '{"data":{"id":1}}'))
  })

  it('is found by If-None-Match whole: alone, in a list, weak, or by *', () => {
    for (const header of [tag, `"1-x", ${tag}`, `W/${tag}`, '*']) assert.equal(isNoneMatch(header, tag), true, header)
    for (const header of [undefined, '', '"3-x"', tag.slice(1, -1)])
      assert.equal(isNoneMatch(header, tag), false, header)
  })

  it('is compared by If-Match by its version alone', () => {
    assert.equal(ifMatchVersion(tag), 3)
    assert.equal(ifMatchVersion('"3-whatever"'), 3)
    assert.equal(ifMatchVersion('"3-a", "3-b"'), 3)
  })

  it('asks nothing by * and without the header', () => {
    assert.equal(ifMatchVersion('*'), undefined)
    assert.equal(ifMatchVersion(undefined), undefined)
  })

  it('matches no row when it is not ours, weak, or names several versions', () => {
    for (const header of ['"abc"', 'W/"3-a"', '3', '', '"3-a", "4-a"']) assert.equal(ifMatchVersion(header), -1, header)
  })
})
