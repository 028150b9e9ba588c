import { z } from 'zod'
import { catalogBody } from '../resources/catalog-shape.ts'

const file = catalogBody.extend({
  $schema: z.string().optional().meta({ description: 'Where this schema is, for an editor.' }),
})

/** JSON Schema of a catalogue file: the body of PUT /catalog, and `$schema`. */
export function catalogSchemaText(): string {
  const schema = z.toJSONSchema(file, { io: 'input', target: 'draft-2020-12' })
  return `${JSON.stringify({ ...schema, title: 'Catalogue of Plinth' }, undefined, 2)}\n`
}
