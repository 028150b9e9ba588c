import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openApiDocument } from '../src/openapi/document.ts'

interface Placed {
  place: string
  schema: Readonly<Record<string, unknown>>
}

/** Every object below a value, with its place; examples are no schemas. */
function below(value: unknown, place: string): Placed[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).filter(([name]) => name !== 'example' && name !== 'examples')
  const own = Array.isArray(value) ? [] : [{ place, schema: Object(value) }]
  return [...own, ...inner.flatMap(([name, one]) => below(one, `${place}.${name}`))]
}

const { components = {} } = openApiDocument()
const schemas = [...below(components.schemas, 'schemas'), ...below(components.headers, 'headers')]
const ofType = (type: string) =>
  schemas.filter(
    ({ schema }) => schema['type'] === type || (Array.isArray(schema['type']) && schema['type'].includes(type)),
  )

describe('numbers in the schemas of the document', () => {
  it('are of 64 bits unless they fit into 32: 2 GiB of storage do not', () => {
    const isNarrow = ({ maximum }: Placed['schema']) => typeof maximum === 'number' && maximum < 2 ** 31
    const unsaid = ofType('integer').filter(({ schema }) => !isNarrow(schema) && schema['format'] !== 'int64')
    assert.deepEqual(
      unsaid.map(({ place }) => place),
      [],
    )
  })

  it('are integers, except for rates and averages', () => {
    assert.deepEqual(
      ofType('number')
        .map(({ place }) => place.split('.').at(-1))
        .sort(),
      ['average_ms', 'oldest_due_seconds', 'success_rate', 'success_rate_1h'],
    )
  })
})
