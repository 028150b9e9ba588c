import { isObject, objectAt, onlyKeys, textAt, UnknownConstruct } from './json.ts'
import type { Model, Operation, PackageNames, Resource } from './model.ts'
import { readErrors } from './read-errors.ts'
import { readEvents } from './read-events.ts'
import { readPath } from './read-operation.ts'
import { SchemaTable } from './schema-table.ts'
import { withUses } from './uses.ts'

const known = ['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'webhooks', 'components']
const kinds = ['schemas', 'responses', 'parameters', 'headers', 'examples', 'securitySchemes']

export interface ReadOptions {
  /** Of the SDKs. */
  version: string
  names: PackageNames
}

/** Reads an OpenAPI 3.1 document of the API. Throws UnknownConstruct, with the place, for what the SDKs could not say. */
export function readDocument(value: unknown, { version, names }: ReadOptions): Model {
  const document = objectAt(value, '#')
  onlyKeys(document, known, '#')
  if (!/^3\.1\./.test(textAt(document['openapi'], '#/openapi'))) throw new UnknownConstruct('#/openapi', 'is not 3.1')
  const components = objectAt(document['components'], '#/components')
  onlyKeys(components, kinds, '#/components')
  const schemas = new SchemaTable(objectAt(components['schemas'], '#/components/schemas'))
  const operations = Object.entries(objectAt(document['paths'], '#/paths')).flatMap(([path, item]) =>
    readPath(document, path, item, schemas),
  )
  const events = readEvents(document)
  return {
    version,
    names,
    resources: resourcesOf(document['tags'], operations),
    schemas: withUses(schemas.all, operations, events),
    errors: readErrors(components),
    events,
  }
}

function resourcesOf(tags: unknown, operations: readonly Operation[]): Resource[] {
  const described = new Map(
    (Array.isArray(tags) ? tags : []).filter(isObject).map((tag) => [tag['name'], tag['description']]),
  )
  const ids = operations.map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined) throw new UnknownConstruct('#/paths', `has two operations ${twice}`)
  for (const { id, resource, reserves } of operations) {
    for (const end of Object.values(reserves ?? {})) {
      if (operations.some((other) => other.id === end && other.resource === resource)) continue
      throw new UnknownConstruct(`#/paths, ${id}`, `is ended by ${end}, which is no operation of ${resource}`)
    }
  }
  return [...new Set(operations.map(({ resource }) => resource))].map((name) => ({
    name,
    description: textAt(described.get(name), `#/tags, ${name}`),
    operations: operations.filter(({ resource }) => resource === name),
  }))
}
