import type { z } from 'zod'
import type { EventDoc } from '../resources/event-types/event-doc.ts'
import { eventExample, events } from '../resources/event-types/events.ts'
import { openApiText } from './document.ts'

interface JsonSchema {
  $ref?: string
  oneOf?: JsonSchema[]
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
}

type Schemas = Readonly<Record<string, JsonSchema>>

interface Kind {
  title: string
  docs: [type: string, doc: EventDoc][]
}

const head = `# Event types

This page is generated: \`npm run gen\` writes it from the schemas that check what Plinth sends, the same that
\`GET /api/v1/event-types\` and the \`webhooks\` of \`/api/openapi.json\` show. How events reach you, and what is promised of
them, is in [webhooks](webhooks.md).

\`\`\`sh
curl -fsS "$PLINTH_URL/api/v1/event-types" -H "Authorization: Bearer $KEY" > event-types.json
\`\`\`

Every event is one JSON object: \`id\`, \`type\`, \`created_at\`, \`workspace_id\` and \`namespace_id\` (\`null\` where it belongs to
none), and \`data.object\` with the \`id\`, the \`type\` and the \`attributes\` of what it is about. Subscribe to exact types, to
\`resource.*\` or to \`*\`.

This page has the types of Plinth itself. The product that stands on Plinth has types of its own: operators keep them in a
file and apply it with \`plinth event-types apply event-types.json\`, or with \`PUT /api/v1/event-types\`. Endpoints subscribe
to them in the same way. A type can name a \`feature\`: a workspace whose plan lacks it does not see the type, and its
endpoints are not owed the events ([publishing events](publishing-events.md#types-of-a-plan)). The \`webhooks\` of \`/api/openapi.json\`
have the product's types that name no feature, beside Plinth's own.
`

const next = 'Next: [webhooks](webhooks.md), [publishing events](publishing-events.md), or [all guides](README.md).'

/** Returns the guide page of all event types, as Markdown. */
export function eventTypesPage(): string {
  const { components }: { components: { schemas: Schemas } } = JSON.parse(openApiText())
  const { schemas } = components
  const kinds = kindsOf(Object.entries(events))
  const all = kinds.flatMap(({ docs }) => docs)
  const index = all.map(([type, { summary }]) => `| [\`${type}\`](#${anchorOf(type, kinds)}) | ${summary}. |`)
  const table = ['| Type | When |', '|---|---|', ...index].join('\n')
  return `${[head.trimEnd(), table, ...kinds.map((kind) => section(kind, schemas)), next].join('\n\n')}\n`
}

/** Groups types with the same attributes. */
function kindsOf(docs: [string, EventDoc][]): Kind[] {
  const kinds = new Map<z.ZodObject, Kind>()
  for (const [type, doc] of docs) {
    const kind = kinds.get(doc.attributes) ?? { title: '', docs: [] }
    kinds.set(doc.attributes, kind)
    kind.docs.push([type, doc])
  }
  return [...kinds.values()].map((kind) => ({ ...kind, title: kind.docs.map(([type]) => `\`${type}\``).join(', ') }))
}

function section({ title, docs }: Kind, schemas: Schemas): string {
  const [first] = docs
  if (first === undefined) throw new Error('a kind has a type')
  const [type, doc] = first
  const { properties = {}, required = [] } = resolved(doc.attributes.meta()?.id ?? '', schemas)
  const rows = Object.entries(properties).map(
    ([name, schema]) =>
      `| \`${name}\` | ${shown(schema, schemas)} | ${required.includes(name) ? 'always' : 'if it applies'} |`,
  )
  return [
    `## ${title}`,
    `\`data.object.type\` is \`${doc.object}\`. Its attributes:`,
    ['| Attribute | Type | Present |', '|---|---|---|', ...rows].join('\n'),
    `\`\`\`\n${JSON.stringify(eventExample(type, doc), null, 2)}\n\`\`\``,
  ].join('\n\n')
}

function resolved(name: string, schemas: Schemas): JsonSchema {
  const schema = schemas[name]
  if (schema === undefined) throw new Error(`the document has no schema ${name}`)
  return schema
}

function shown(schema: JsonSchema, schemas: Schemas): string {
  if (schema.$ref !== undefined) return shown(resolved(schema.$ref.split('/').at(-1) ?? '', schemas), schemas)
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ')
  const either = schema.anyOf ?? schema.oneOf
  if (either !== undefined) return either.map((one) => shown(one, schemas)).join(' or ')
  if (schema.type === 'array') return `list of ${shown(schema.items ?? {}, schemas)}`
  if (schema.format === 'date-time') return 'time'
  const types = [schema.type ?? 'any'].flat()
  return types.join(' or ')
}

/** Returns the anchor of a heading, like common renderers. */
function anchorOf(type: string, kinds: readonly Kind[]): string {
  const kind = kinds.find(({ docs }) => docs.some(([each]) => each === type))
  return (kind?.title ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9_ -]/g, '')
    .replaceAll(' ', '-')
}
