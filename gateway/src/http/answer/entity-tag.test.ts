import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { entityTag, ifMatchVersions, isNoneMatch } from './entity-tag.ts'

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
    for (const header of [tag, '"3-whatever"', '"3-a", "3-b"', '"3-a-gzip"'])
      assert.deepEqual(ifMatchVersions(header), [3], header)
  })

  it('matches by If-Match as a proxy has weakened it, whose compression changes the bytes and no version', () => {
    for (const header of [`W/${tag}`, 'W/"3-a", "3-b"']) assert.deepEqual(ifMatchVersions(header), [3], header)
  })

  it('asks nothing by * and without the header', () => {
    for (const header of ['*', ' * ', undefined]) assert.equal(ifMatchVersions(header), undefined)
  })

  it('matches by If-Match with any of several, whatever stands beside it', () => {
    const lists: [string, number[]][] = [
      ['"3-a", "4-a"', [3, 4]],
      ['"4-a","3-a" , "4-b"', [4, 3]],
      [`"a,b", W/"9-a", "elsewhere", ${tag}`, [9, 3]],
      [', "3-a",', [3]],
    ]
    for (const [header, versions] of lists) assert.deepEqual(ifMatchVersions(header), versions, header)
  })

  it('matches no row when none of it is ours', () => {
    for (const header of ['"abc"', 'w/"3-a"', 'W/ "3-a"', '3', '', '"3-a', 'W/"abc", "x", *'])
      assert.deepEqual(ifMatchVersions(header), [], header)
  })
})
