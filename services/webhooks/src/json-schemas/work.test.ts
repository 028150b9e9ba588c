import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RE2JS } from 're2js'
import { compileSchema } from './compile-schema.ts'
import { workDone } from './work.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at)
const list = (items: object) => ({ properties: { a: { items } } })
const letters = (count: number, seed: number): string => {
  let state = seed + 1
  return numbers(count)
    .map(() => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return 'ab'[(state >> 16) & 1]
    })
    .join('')
}
const tooLong = 'The value takes too long to check against its schema. Send less in one event.'

function check(schema: object, data: unknown): { sentences: string[]; work: number } {
  const made = compileSchema(schema)
  assert.ok('compiled' in made, JSON.stringify(made))
  const before = workDone()
  const sentences = made.compiled.faultsIn(data).map(({ sentence }) => sentence)
  return { sentences, work: workDone() - before }
}

describe('a check of data', () => {
  const pair = Object.fromEntries(numbers(250).map((at) => [`p${at}`, { type: 'number' }]))
  const wide = Object.fromEntries(numbers(20_000).map((at) => [`k${at}`, 1]))
  const atLeast = { allOf: numbers(250).map(() => ({ minimum: -1 })) }
  const worst: [string, object, unknown][] = [
    ['each number of a list meets 250 schemas', list(atLeast), { a: numbers(49_000) }],
    ['each object has none of 250 properties', list({ properties: pair }), { a: numbers(16_000).map(() => ({})) }],
    [
      'each number is none of 50 constants',
      list({ anyOf: numbers(50).map((at) => ({ const: `x${at}` })) }),
      { a: numbers(20_000).map(() => 'x49') },
    ],
    ['each name meets 250 schemas', { propertyNames: atLeast }, wide],
    [
      'each name meets 100 patterns',
      { patternProperties: Object.fromEntries(numbers(100).map((at) => [`^[a-z]+${at}x$`, true])) },
      wide,
    ],
    [
      'names are evaluated by 100 schemas',
      { allOf: numbers(100).map(() => ({ additionalProperties: { type: 'number' } })), unevaluatedProperties: false },
      wide,
    ],
    [
      'a text is counted 250 times',
      { properties: { a: { allOf: numbers(250).map((at) => ({ minLength: 150_000 + at })) } } },
      { a: 'é'.repeat(200_000) },
    ],
    [
      'the text is long for its pattern',
      { properties: { a: { pattern: 'a[ab]{200}[xy]' } } },
      { a: letters(200_000, 1) },
    ],
  ]
  for (const [what, schema, data] of worst)
    it(`is given up when it takes too long: ${what}`, () => {
      const { sentences, work } = check(schema, data)
      assert.deepEqual(sentences, [tooLong])
      // Only the last step exceeds the bound.
      assert.ok(work <= 400_000, `${work}`)
    })

  it('is given up when its patterns meet too many states, in one text or in many', () => {
    for (const [count, length] of [
      [1, 262_000],
      [17, 14_000],
      [1_200, 200],
    ] as const) {
      const texts = numbers(count).map((at) => letters(length, at))
      for (const pattern of [
        'a[ab]{200}[xy]|[ab]$',
        '(?:a|b)*a[ab]{15}[xy]|[ab]$',
        '(?:\\b|a)[ab]{300}(?:\\B|b)[xy]|[ab]$',
      ])
        assert.deepEqual(check(list({ pattern }), { a: texts }).sentences, [tooLong], `${pattern} ${count}`)
    }
  })

  it('fits data as large as an event may have', () => {
    const point = {
      type: 'object',
      properties: { t: { type: 'integer', minimum: 0 }, v: { type: 'number' } },
      required: ['t', 'v'],
      additionalProperties: false,
    }
    const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
    const currencies = numbers(5_000).map((at) => `C${at}`)
    const large: [object, unknown][] = [
      [list(point), { a: numbers(10_000).map((at) => ({ t: at, v: at / 2 })) }],
      [list({ pattern: uuid }), { a: numbers(4_000).map(() => '0123abcd-0123-4567-89ab-0123456789ab') }],
      [
        list({ properties: { c: { enum: currencies } } }),
        { a: numbers(10_000).map((at) => ({ c: `C${at % 5_000}` })) },
      ],
      [{ properties: { a: { uniqueItems: true, items: { type: 'integer' } } } }, { a: numbers(49_000) }],
      [{ properties: { a: { pattern: '^[A-Za-z0-9+/]*$', maxLength: 100_000 } } }, { a: 'QUJD'.repeat(25_000) }],
    ]
    for (const [schema, data] of large) assert.deepEqual(check(schema, data).sentences, [])
  })
})

describe('own keywords', () => {
  it('say what those of ajv say', () => {
    const cases: [object, unknown, boolean][] = [
      [{ maxLength: 2 }, '😀😀', true],
      [{ maxLength: 2 }, '😀😀a', false],
      [{ maxLength: 2 }, 'aaaaa', false],
      [{ maxLength: 0 }, '', true],
      [{ minLength: 2 }, '😀', false],
      [{ minLength: 2 }, 'aa', true],
      [{ minLength: 0 }, '', true],
      [{ minLength: 2 }, 'aaaaa', true],
      [{ enum: [1, '1', null] }, null, true],
      [{ enum: [1] }, '1', false],
      [{ enum: [0] }, -0, true],
      [{ enum: [[1, { a: 2 }]] }, [1, { a: 2 }], true],
      [{ enum: [[1, { a: 2 }]] }, [1, { a: 3 }], false],
      [{ enum: [{}] }, {}, true],
    ]
    for (const [schema, data, fits] of cases)
      assert.equal(check(schema, data).sentences.length === 0, fits, JSON.stringify([schema, data]))
    assert.deepEqual(check({ maxLength: 1 }, 'ab').sentences, ['The value must NOT have more than 1 characters.'])
    assert.deepEqual(check({ enum: ['a', { b: 1 }] }, 'c').sentences, ['The value must be one of ["a",{"b":1}].'])
  })
})

describe('a schema that takes long to compile', () => {
  it('is refused, and compiles no more patterns than tell so', ({ mock }) => {
    const faultsOf = (schema: object) => {
      const made = compileSchema(schema)
      return 'faults' in made ? made.faults.map(({ sentence }) => sentence) : []
    }
    assert.match(faultsOf({ oneOf: numbers(301).map(() => ({ type: 'string' })) })[0] ?? '', /more than 300 schemas/)
    const long = 'a'.repeat(80)
    const patterns = { allOf: numbers(200).map((at) => ({ pattern: `(?:${long}${at}){1000}` })) }
    const compile = mock.method(RE2JS, 'compile')
    assert.match(faultsOf(patterns)[0] ?? '', /patterns of the schema are too long/)
    assert.equal(compile.mock.callCount(), 1)
    assert.match(faultsOf({ pattern: `(?:${'a'.repeat(400)}){1000}` })[0] ?? '', /pattern is too long/)
    assert.equal(compile.mock.callCount(), 1)
  })
})
