/** The API of the SDKs, read from the document and free of any language. */
export interface Model {
  /** Of the SDKs, which is that of the server. */
  version: string
  names: PackageNames
  resources: Resource[]
  schemas: NamedSchema[]
  errors: ErrorCode[]
  events: EventDefinition[]
}

export interface PackageNames {
  js: string
  python: string
  pythonModule: string
  php: string
  phpNamespace: string
}

export interface Resource {
  /** Kebab case: "api-keys". */
  name: string
  description: string
  operations: Operation[]
}

export interface Operation {
  /** "namespaces.set-default". */
  id: string
  resource: string
  /** Kebab case: "set-default". */
  name: string
  method: Method
  /** Under /api/v1, parameters in braces. */
  path: string
  summary: string
  description: string
  scope: string | null
  /** Needs no API key. */
  isPublic: boolean
  isDeprecated: boolean
  /** Names on the wire, in the order of the path. */
  pathParameters: string[]
  /** Without what names the context of a request, and without headers. */
  query: Field[]
  body?: Body
  /** Takes Idempotency-Key. */
  isKeyed: boolean
  takesIfMatch: boolean
  takesIfNoneMatch: boolean
  answer: Answer
  /** The answer, of a page its rows, is another with this parameter: with true, if the parameter is a boolean. */
  answerBy?: { parameter: string; set: Type; otherwise: Type }
  /** The ids of the operations that end what this one reserves. */
  reserves?: { commit: string; release: string }
  /** Words of `include`. */
  includes: string[]
  /** Takes `fields`. */
  hasFields: boolean
  errorCodes: string[]
  example?: { body?: unknown; answer?: unknown }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Body {
  /** Name of a schema of the model. */
  schema: string
  fields: Field[]
  isRequired: boolean
  /** Fields that the document does not name are taken too. */
  hasExtraFields: boolean
}

export type Answer =
  | { kind: 'none' }
  /** The answer is `{ data }`. */
  | { kind: 'data'; type: Type }
  | { kind: 'bare'; type: Type }
  /** One page of a list; `hasCursor`: the list takes `cursor` too. */
  | { kind: 'page'; item: Type; hasCursor: boolean }
  /** Lines of JSON, of any number: each is a text, handed over as it comes. */
  | { kind: 'lines' }

export interface Field {
  name: string
  type: Type
  isRequired: boolean
  description?: string
  /** Present only if `include` names this word. */
  include?: string
  default?: unknown
  /** Of a parameter of the query. */
  example?: unknown
}

export type Type =
  | { kind: 'string'; format?: string }
  | { kind: 'integer' }
  | { kind: 'number' }
  | { kind: 'boolean' }
  | { kind: 'null' }
  | { kind: 'any' }
  /** Open: other words may come. */
  | { kind: 'enum'; values: string[] }
  | { kind: 'const'; value: string | number | boolean }
  | { kind: 'list'; items: Type }
  | { kind: 'map'; values: Type }
  | { kind: 'ref'; name: string }
  | { kind: 'nullable'; of: Type }
  | { kind: 'union'; of: Type[] }

export interface NamedSchema {
  /** Pascal case: "Usage", and "UsagePeriod" for the object in its field `period`. */
  name: string
  description?: string
  /** Whether bodies or answers, events among them, hold it. */
  use: 'input' | 'output' | 'both'
  shape: Shape
}

export type Shape =
  /** `extra`: type of the fields that are not named. */
  { kind: 'object'; fields: Field[]; extra?: Type } | { kind: 'alias'; type: Type }

export interface ErrorCode {
  /** "RESOURCE_NOT_FOUND". */
  code: string
  status: number
  summary: string
}

export interface EventDefinition {
  /** "workspace.created". */
  type: string
  schema: string
}
