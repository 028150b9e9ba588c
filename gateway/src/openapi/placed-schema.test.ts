import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { placedSchema } from './placed-schema.ts'

describe('the schema of a type within the document', () => {
  it('refers to its own parts from the root of the document, in every place of a schema', () => {
    const schema = (ref: string, more: object = {}) => ({
      ...more,
      type: 'object',
      properties: { line: { $ref: `${ref}/$defs/line` }, $ref: { type: 'string' } },
      patternProperties: { '^x': { items: { $ref: `${ref}/$defs/line` } } },
      anyOf: [{ not: { $ref: `${ref}/$defs/a~1b` } }, true],
      $defs: { line: { prefixItems: [{ $ref: `${ref}/$defs/a~1b` }] }, 'a/b': false },
    })
    const given = schema('#', { $schema: 'https://json-schema.org/draft/2020-12/schema' })
    assert.deepEqual(placedSchema(given, '#/webhooks/a.b'), schema('#/webhooks/a.b'))
  })

  it('keeps values, also those that look like a reference', () => {
    const values = { const: { $ref: '#/a' }, enum: [{ $schema: 'x', items: { $ref: '#/b' } }], default: { $ref: '#' } }
    assert.deepEqual(placedSchema({ ...values, examples: [{ $ref: '#/c' }] }, '#/there'), {
      ...values,
      examples: [{ $ref: '#/c' }],
    })
  })
})
