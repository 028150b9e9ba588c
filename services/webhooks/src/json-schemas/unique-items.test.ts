import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileSchema } from './compile-schema.ts'

function faultsIn(schema: unknown, data: unknown): string[] {
  const made = compileSchema(schema)
  assert.ok('compiled' in made, JSON.stringify(made))
  return made.compiled.faultsIn(data).map(({ sentence }) => sentence)
}

/** Different lists, and how often the members of all were read. */
function countedLists(count: number) {
  const work = { reads: 0 }
  const ownKeys = (list: number[]) => {
    work.reads += 1
    return Reflect.ownKeys(list)
  }
  const get = (list: number[], member: string | symbol, receiver: unknown) => {
    work.reads += 1
    return Reflect.get(list, member, receiver)
  }
  return { work, lists: Array.from({ length: count }, (_, at) => new Proxy([at], { ownKeys, get })) }
}

describe('uniqueItems', () => {
  it('compares JSON values: order of names and spelling of numbers do not count, types do', () => {
    const equal = [
      '[1, 1.0]',
      '[0, -0]',
      '["a", "b", "a"]',
      '[{"a":1,"b":[2]}, {"b":[2],"a":1}]',
      '[{"__proto__":1}, {"__proto__":1}]',
      '[[], []]',
    ]
    const different = [
      '[1, "1", true, "true", null, "null", [], {}, ""]',
      '[[1,2], [12], [2,1], [[1],2]]',
      '[{"a":1}, {"a":2}, {"b":1}, {"a":1,"b":1}, {}]',
      '[{"a\\":1,\\"b":1}, {"a":1,"b":1}]',
      '[{"__proto__":1}, {}, {"__proto__":2}]',
      '[["1,2"], ["1","2"]]',
    ]
    for (const text of equal) assert.equal(faultsIn({ uniqueItems: true }, JSON.parse(text)).length, 1, text)
    for (const text of different) assert.deepEqual(faultsIn({ uniqueItems: true }, JSON.parse(text)), [], text)
    assert.deepEqual(faultsIn({ uniqueItems: false }, [1, 1]), [])
    assert.deepEqual(faultsIn({ properties: { ids: { uniqueItems: true } } }, { ids: [3, 1, 2, 1] }), [
      'The value at /ids must not have equal items (1 and 3).',
    ])
  })

  it('reads each item a few times, however many there are and however often the schema repeats it', () => {
    const repeated = { allOf: Array.from({ length: 250 }, () => ({ uniqueItems: true })) }
    const schemas = [
      // All faults are looked for: the keyword beside the first fault runs too.
      [{ maxItems: 100, uniqueItems: true }, 1],
      [{ uniqueItems: true }, 0],
      [repeated, 0],
    ] as const
    for (const [schema, faults] of schemas) {
      const { work, lists } = countedLists(2_000)
      assert.equal(faultsIn(schema, lists).length, faults)
      assert.ok(work.reads < lists.length * 20, `${work.reads} reads`)
    }
  })
})
