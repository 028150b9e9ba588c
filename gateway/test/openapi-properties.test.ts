import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openApiDocument } from '../src/openapi/document.ts'
import { propertyTexts } from '../src/openapi/property-texts.ts'

/** Names that say all there is to say, or that the description of the object around them explains. */
const plain = new Set(
  (
    'id name type code data description email role created_at updated_at from to start end count is_exact version ready ' +
    'user_id workspace_id webhook_id key_id event_id delivery_id invitation_id entry_id user_agent deliveries ' +
    'added changed removed average_ms min_ms max_ms request_bytes response_bytes remaining requests success errors limited ' +
    'failing open disabled'
  ).split(' '),
)
const notSchemas = new Set(['example', 'examples', 'default', 'enum', 'const'])

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every property of the schemas below a node, by its place. */
function propertiesIn(node: unknown, place: string): [place: string, name: string, property: Json][] {
  if (Array.isArray(node)) return node.flatMap((entry, at) => propertiesIn(entry, `${place}/${at}`))
  if (!isObject(node)) return []
  const own = isObject(node['properties']) ? Object.entries(node['properties']) : []
  return [
    ...own.flatMap(([name, property]): [string, string, Json][] =>
      isObject(property) ? [[`${place}/${name}`, name, property]] : [],
    ),
    ...Object.entries(node).flatMap(([key, value]) =>
      notSchemas.has(key) ? [] : propertiesIn(value, `${place}/${key}`),
    ),
  ]
}

describe('the properties of the document', () => {
  const { components, paths } = openApiDocument()
  const all = [...propertiesIn(components, 'components'), ...propertiesIn(paths, 'paths')]
  const undescribed = all.filter(
    ([, , property]) => !('description' in property || '$ref' in property || 'const' in property),
  )

  it('have a description, unless their name says it all', () => {
    const unclear = undescribed.filter(([, name]) => !plain.has(name)).map(([place]) => place)
    assert.deepEqual(unclear, [], 'describe the property in its schema, or its name in property-texts.ts')
  })

  it('need every name that is excepted, and every text by name', () => {
    const names = new Set(undescribed.map(([, name]) => name))
    assert.deepEqual(
      [...plain].filter((name) => !names.has(name)),
      [],
    )
    const shown = new Set(all.map(([, , { description }]) => description))
    const isShown = ({ text, whenNull = '' }: { text: string; whenNull?: string }) =>
      shown.has(text) || shown.has(`${text} ${whenNull}`)
    const unused = Object.entries(propertyTexts).filter(([, one]) => !isShown(one))
    assert.deepEqual(
      unused.map(([name]) => name),
      [],
    )
  })

  it('say that null is possible only where it is', () => {
    const wrong = all.filter(
      ([, , { description, type, anyOf }]) =>
        Object.values(propertyTexts).some(({ text, whenNull }) => description === `${text} ${whenNull}`) &&
        !JSON.stringify([type, anyOf]).includes('null"'),
    )
    assert.deepEqual(
      wrong.map(([place]) => place),
      [],
    )
  })

  it('have the text of "this or null" outside of it, where generators read it', () => {
    const [, , filter] = all.find(([place]) => place === 'components/schemas/WebhookCreate/filter') ?? []
    assert.match(String(filter?.['description']), /^Send only events/)
    assert.equal(JSON.stringify(filter?.['anyOf']).includes('description'), false)
  })
})
