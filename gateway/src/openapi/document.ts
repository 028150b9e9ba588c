import type { ErrorCode } from '@plinth/kit/errors'
import {
  createDocument,
  type oas31,
  type ZodOpenApiObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'
import type { Operation } from '../operation/operation.ts'
import { versions } from '../operation/versions.ts'
import { operations as everything } from '../operations.ts'
import { codeSamples } from './code-samples.ts'
import { describeProperties } from './describe-properties.ts'
import { errorCodesOf } from './error-codes-of.ts'
import { errorExamples } from './error-responses.ts'
import { headers } from './headers.ts'
import { introduction, tagTexts } from './introduction.ts'
import { operationObject, tagOf } from './operation-object.ts'
import { sharedParameters } from './parameters.ts'
import { deliveryHeaders, eventSchemas, webhookItems } from './webhooks.ts'

export interface DocumentOptions {
  /** URL of the API, "https://plinth.example.com"; default: the origin of the document. */
  origin?: string | undefined
  operations?: readonly Operation[]
}

// The format replaces the pattern with which zod checks it.
const spokenFormats = new Set(['date-time', 'date', 'email', 'uuid', 'uri'])

/** Removes constraints of zod's JSON Schema that the API does not promise. */
const override: ZodOpenApiOverride = ({ jsonSchema, io }) => {
  if (jsonSchema.format !== undefined && spokenFormats.has(jsonSchema.format)) delete jsonSchema.pattern
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) {
    delete jsonSchema.maximum
    // Generators for Java, C# and Go take an integer without a format for one of 32 bits: 2 GiB of storage are more.
    if (jsonSchema.type === 'integer') jsonSchema.format = 'int64'
  }
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (JSON.stringify(jsonSchema.propertyNames) === '{"type":"string"}') delete jsonSchema.propertyNames
  // Responses may get more fields later.
  if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
}

/** Returns the API as an OpenAPI 3.1 document. Throws if a record has no example. */
export function openApiDocument({ origin = '', operations = everything }: DocumentOptions = {}): oas31.OpenAPIObject {
  const [version] = versions
  const codes = new Set(operations.flatMap(errorCodesOf))
  const description: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: {
      title: 'Plinth API',
      version: version.name,
      description: introduction,
      contact: { name: 'The operator of this Plinth', url: `${origin}/docs` },
      license: { name: 'All rights reserved', identifier: 'LicenseRef-UNLICENSED' },
    },
    servers: [{ url: `${origin}${version.basePath}`, description: `Version ${version.name}` }],
    security: [{ bearer: [] }, { basic: [] }],
    tags: tagsOf(operations),
    paths: pathsOf(operations),
    webhooks: webhookItems,
    components: {
      schemas: eventSchemas,
      parameters: { ...sharedParameters, ...deliveryHeaders },
      headers: usedHeaders(operations),
      examples: errorExamples([...codes].sort() satisfies ErrorCode[]),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The API key: `Authorization: Bearer sk_live_…`.' },
        basic: { type: 'http', scheme: 'basic', description: 'The API key as the user name, no password.' },
      },
    },
  }
  const document = createDocument(description, { override }) as oas31.OpenAPIObject
  describeProperties(document)
  return document
}

/** Returns the text of the committed copy, which has no origin. */
export const openApiText = (): string => `${JSON.stringify(openApiDocument(), null, 2)}\n`

function pathsOf(operations: readonly Operation[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  const samples = codeSamples()
  for (const operation of operations) {
    const described = operationObject(operation, samples[operation.id])
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: described }
  }
  return paths
}

function tagsOf(operations: readonly Operation[]): oas31.TagObject[] {
  return [...new Set([...operations.map(tagOf), 'events'])].map((name) => {
    const text = tagTexts[name]
    if (text === undefined) throw new Error(`introduction.ts has no text for the operations ${name}.*`)
    return { name, description: text.description, 'x-displayName': text.title }
  })
}

function usedHeaders(operations: readonly Operation[]) {
  const { Deprecation, Sunset, Successor, ...rest } = headers
  return operations.some(({ deprecation }) => deprecation !== undefined) ? headers : rest
}
