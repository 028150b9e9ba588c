import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { testDatabase } from '@plinth/testkit'
import fc from 'fast-check'
import pg from 'pg'
import { withArrayLiterals } from './array-literals.ts'

const special = fc.constantFrom('NULL', 'null', '', ' ', '{}', ',', '"', '\\', '\\"', '\\x41', "'", '\n', 'ä', '😀')
const text = fc.oneof(
  special,
  fc.string({ unit: 'binary' }),
  fc.array(special).map((parts) => parts.join('')),
)
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
// PostgreSQL has no text with U+0000.
const texts = fc.array(orNull(text.map((one) => one.replaceAll('\0', '').toWellFormed())))
const numbers = fc.array(orNull(fc.double({ noNaN: true })))
const integers = fc.array(orNull(fc.maxSafeInteger()))
const booleans = fc.array(orNull(fc.boolean()))
const bytes = fc.array(orNull(fc.uint8Array().map((one) => Buffer.from(one))))

describe('arrays of a statement', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  let client: pg.Client
  before(async () => {
    database = await testDatabase()
    client = new pg.Client({ connectionString: database.url })
    await client.connect()
  })
  after(async () => {
    await client.end()
    await database.drop()
  })

  it('reach PostgreSQL as they are', async () => {
    const text = 'SELECT $1::text[] AS a, $2::float8[] AS b, $3::text[] AS c, $4::boolean[] AS d, $5::bytea[] AS e'
    const check = fc.asyncProperty(texts, numbers, integers, booleans, bytes, async (a, b, c, d, e) => {
      const { rows } = await client.query(withArrayLiterals({ text, values: [a, b, c, d, e] }))
      const asTexts = c.map((one) => (one === null ? null : String(one)))
      // PostgreSQL keeps the sign of a zero, which JavaScript does not write.
      const unsigned = b.map((one) => (one === 0 ? 0 : one))
      assert.deepEqual(rows, [{ a, b: unsigned, c: asTexts, d, e }])
    })
    await fc.assert(check, { numRuns: 300 })
  })

  it('are left to pg when they hold times, objects or arrays, and so is all that is no array', () => {
    const values = [[new Date(0)], [['a']], [{ a: 1 }], 'a', 1, null, Buffer.from('a')]
    assert.deepEqual(withArrayLiterals({ text: '', values }).values, values)
    const statement = { text: 'SELECT 1', values: ['{"a"}'] }
    assert.equal(withArrayLiterals(statement), statement)
  })

  it('keep the statement that they came in', () => {
    const statement = { name: 'some', text: 'SELECT $1::text[]', values: [['a', null, 'b"\\']] }
    assert.deepEqual(withArrayLiterals(statement), { ...statement, values: ['{"a",NULL,"b\\"\\\\"}'] })
    assert.deepEqual(statement.values, [['a', null, 'b"\\']])
  })
})
