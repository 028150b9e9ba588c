import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { storedSchemaLimits } from './check-schema.ts'
import { compileSchema } from './compile-schema.ts'

const invoice = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $defs: { money: { type: 'object', properties: { amount: { type: 'integer', minimum: 0 } }, required: ['amount'] } },
  type: 'object',
  properties: {
    id: { type: 'string', pattern: '^inv_[0-9]+$' },
    total: { $ref: '#/$defs/money' },
    tax: { $ref: '#/$defs/money' },
    status: { enum: ['open', 'paid'] },
    'a/b~c': { const: 1 },
  },
  required: ['id', 'constructor'],
  additionalProperties: false,
  'x-owner': 'billing',
}

function faultsIn(schema: unknown, data: unknown): string[] {
  const made = compileSchema(schema)
  assert.ok('compiled' in made, JSON.stringify(made))
  return made.compiled.faultsIn(data).map(({ pointer, sentence }) => `${pointer}: ${sentence}`)
}

function faultsOf(schema: unknown): string[] {
  const made = compileSchema(schema)
  return 'faults' in made ? made.faults.map(({ pointer }) => pointer) : ['it compiled']
}

describe('data that a schema checks', () => {
  it('has one sentence for each fault, with its place and without the data', () => {
    const { constructor: _, ...data } = {
      id: 'secret',
      total: { amount: -1 },
      tax: {},
      status: 'lost',
      more: 1,
      'a/b~c': 2,
    }
    assert.deepEqual(faultsIn(invoice, data).sort(), [
      '/a~1b~0c: The value at /a~1b~0c must be 1.',
      '/constructor: The value at /constructor is required.',
      '/id: The value at /id must match pattern "^inv_[0-9]+$".',
      '/more: The value at /more is not a property of the schema.',
      '/status: The value at /status must be one of ["open","paid"].',
      '/tax/amount: The value at /tax/amount is required.',
      '/total/amount: The value at /total/amount must be >= 0.',
    ])
    assert.deepEqual(faultsIn({ ...invoice, required: ['id'] }, { id: 'inv_1', total: { amount: 0 } }), [])
    assert.deepEqual(faultsIn({ type: 'object' }, []), [': The value must be object.'])
  })

  it('keeps patterns apart, and takes format as a note', () => {
    const schema = { properties: { a: { pattern: '^a$' }, b: { pattern: '^b$' }, at: { format: 'date-time' } } }
    assert.deepEqual(faultsIn(schema, { a: 'a', b: 'b', at: 'soon' }), [])
    assert.equal(faultsIn(schema, { a: 'b', b: 'a' }).length, 2)
  })

  it('has a fault when it has too many levels to compare', () => {
    const levels = (count: number) => JSON.parse('['.repeat(count) + ']'.repeat(count))
    for (const schema of [{ const: levels(9_900) }, { enum: [levels(9_900)] }])
      assert.deepEqual(faultsIn(schema, levels(9_900)), [': The value has too many levels.'])
    assert.deepEqual(faultsIn({ uniqueItems: true }, levels(100_000)), [': The value has too many levels.'])
  })

  it('is told of its first fault alone when to find all would take long', () => {
    const schema = { items: { allOf: Array.from({ length: 50 }, () => ({ type: 'string' })) } }
    assert.equal(
      faultsIn(
        schema,
        Array.from({ length: 20_000 }, () => 1),
      ).length,
      1,
    )
  })
})

describe('a schema', () => {
  it('is refused with a pointer to what is wrong', () => {
    const wrong: [unknown, string[]][] = [
      ['text', ['']],
      [{ type: 'objekt' }, ['/type']],
      [{ properties: { a: { minLength: 'x' }, b: 3 } }, ['/properties/b']],
      [{ properties: { a: { minLength: 'x' } } }, ['/properties/a/minLength']],
      [{ requierd: ['a'] }, ['/requierd']],
      [{ $id: 'https://example.com/a' }, ['/$id']],
      [{ $async: true }, ['/$async']],
      [{ $dynamicRef: '#a' }, ['/$dynamicRef']],
      [{ $schema: 'http://json-schema.org/draft-07/schema#' }, ['/$schema']],
      [{ properties: { a: { $ref: 'https://example.com/money.json' } } }, ['/properties/a/$ref']],
      [{ $ref: '#/$defs/none' }, ['/$ref']],
      [{ $ref: '#/constructor' }, ['/$ref']],
      [{ properties: { a: { pattern: '(' } } }, ['/properties/a/pattern']],
      [{ pattern: '(?=a)b' }, ['/pattern']],
      [{ patternProperties: { '(a)\\1': true } }, ['/patternProperties/(a)\\1']],
    ]
    for (const [schema, pointers] of wrong) assert.deepEqual(faultsOf(schema), pointers, JSON.stringify(schema))
  })

  it('is refused when data could make it take long: what repeats itself or is too deep', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `d${at}`,
        { allOf: [{ $ref: `#/$defs/d${at + 1}` }, { $ref: `#/$defs/d${at + 1}` }] },
      ]),
    )
    const deep = (levels: number): object => (levels === 0 ? {} : { items: deep(levels - 1) })
    const wrong: [unknown, string[]][] = [
      [{ $ref: '#' }, ['']],
      [{ properties: { child: { $ref: '#' } } }, ['']],
      [{ $defs: { ...doubling, d30: { type: 'string' } }, $ref: '#/$defs/d0' }, ['']],
      [deep(80), ['/items'.repeat(65)]],
      [{ pattern: 'a{1000}' }, ['']],
      [{ enum: Array.from({ length: 10_001 }, (_, at) => at) }, ['']],
    ]
    for (const [schema, pointers] of wrong)
      assert.deepEqual(faultsOf(schema), pointers, JSON.stringify(schema).slice(0, 100))
  })

  it('has patterns that do not go back over the text', () => {
    const text = `${'a'.repeat(100_000)}!`
    for (const pattern of ['^(a+)+$', '^(a|a)*$', '^(.*a){20}$'])
      assert.equal(faultsIn({ pattern }, text).length, 1, pattern)
  })

  it('may repeat in many places side by side, but not more than it may within each other', () => {
    const kinds = '(evt|inv|sub|usr|key|wks|nsp|pkg|res|del|wh)'
    const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
    assert.deepEqual(faultsOf({ pattern: `^${kinds}_${uuid}$` }), ['it compiled'])
    // Written out, each would take megabytes to compile.
    const long = 'ab'.repeat(200)
    for (const hidden of ['', '\\Q(\\E', '\\Q)\\E', '[(]', '[)]', '\\(', '(?:c)'])
      assert.deepEqual(faultsOf({ pattern: `((${long}${hidden}){40}){25}` }), ['/pattern'], hidden)
  })

  it('has patterns whose classes end: one that does not has the rest of the pattern', () => {
    // So many characters would be too long, written out.
    const pattern = `(${'['.repeat(51_000)}){2}`
    assert.match(JSON.stringify(compileSchema({ pattern })), /missing closing \]/)
    assert.match(JSON.stringify(compileSchema({ pattern: `${pattern}\\` })), /trailing backslash/)
  })

  it('stays as it was stored: limits that came later are those of new ones', () => {
    const schema = () => ({
      $defs: Object.fromEntries([1, 2, 3].map((at) => [`a${at}`, { pattern: `b${at}[a-z]{400}` }])),
    })
    assert.deepEqual(faultsOf(schema()), [''])
    assert.ok('compiled' in compileSchema(schema(), storedSchemaLimits))
  })

  it('leaves nothing of it running: names in it are text, not code', () => {
    const name = `');globalThis.pwned=1;('`
    const schema = {
      properties: { [name]: { const: name } },
      required: [name],
      patternProperties: { x: { enum: [name] } },
    }
    assert.equal(faultsIn(schema, {}).length, 1)
    assert.equal(Reflect.get(globalThis, 'pwned'), undefined)
  })
})
