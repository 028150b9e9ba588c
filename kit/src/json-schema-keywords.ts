// The keywords of JSON Schema 2020-12 that the schema of an event type may have. Absent on purpose: what names a schema from elsewhere or gives
// it another base ($id, $anchor, $dynamicRef, $dynamicAnchor, $vocabulary), and what only ajv knows.

/** The value of a keyword: a schema, schemas in a list or by name, or a value that is not applied to data. */
export type KeywordKind = 'schema' | 'list' | 'named' | 'value'

const byKind: Readonly<Record<KeywordKind, readonly string[]>> = {
  schema: [
    ...['additionalProperties', 'propertyNames', 'items', 'contains', 'not', 'if', 'then', 'else'],
    ...['unevaluatedItems', 'unevaluatedProperties'],
  ],
  list: ['allOf', 'anyOf', 'oneOf', 'prefixItems'],
  named: ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'],
  value: [
    ...['$ref', '$schema', '$comment', 'type', 'enum', 'const', 'required', 'dependentRequired'],
    ...[
      'multipleOf',
      'maximum',
      'exclusiveMaximum',
      'minimum',
      'exclusiveMinimum',
      'maxLength',
      'minLength',
      'pattern',
    ],
    ...['maxItems', 'minItems', 'uniqueItems', 'maxContains', 'minContains', 'maxProperties', 'minProperties'],
    ...['title', 'description', 'default', 'deprecated', 'readOnly', 'writeOnly', 'examples'],
    // Annotations, as the specification has them by default.
    ...['format', 'contentEncoding', 'contentMediaType', 'contentSchema'],
  ],
}

export const keywordKinds: ReadonlyMap<string, KeywordKind> = new Map(
  (['schema', 'list', 'named', 'value'] as const).flatMap((kind) => byKind[kind].map((name) => [name, kind] as const)),
)

/** Schemas by name that apply to data only where something refers to them. */
export const definitionKeywords: ReadonlySet<string> = new Set(['$defs', 'definitions'])
