import * as kubernetes from '@kubernetes/client-node'
import { customShapes } from './custom-shapes.ts'
import type { Manifest } from './manifest.ts'

interface Attribute {
  baseName: string
  type: string
  format: string
}

const groups: Record<string, string> = {
  v1: 'V1',
  'apps/v1': 'V1',
  'batch/v1': 'V1',
  'policy/v1': 'V1',
  'networking.k8s.io/v1': 'V1',
  'autoscaling/v2': 'V2',
}

/** Mistakes in a manifest that the API server would refuse or silently drop: unknown fields, wrong types, unknown kinds. */
export function schemaMistakes(manifest: Manifest): string[] {
  const at = `${manifest.kind} ${manifest.metadata.name}`
  const custom = customShapes[manifest.kind]
  if (custom !== undefined) {
    const parsed = custom.safeParse(manifest)
    return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${at}.${path.join('.')}: ${message}`)
  }
  const attributes = attributesOf(`${groups[manifest.apiVersion]}${manifest.kind}`)
  if (attributes === undefined) return [`${at}: ${manifest.apiVersion} has no ${manifest.kind}`]
  return objectMistakes(manifest, attributes, at)
}

function attributesOf(type: string): readonly Attribute[] | undefined {
  const model: unknown = Reflect.get(kubernetes, type)
  if (typeof model !== 'function' || !('getAttributeTypeMap' in model)) return undefined
  const { getAttributeTypeMap } = model
  // Every generated model has this static function; no type says so.
  return typeof getAttributeTypeMap === 'function' ? (getAttributeTypeMap() as Attribute[]) : undefined
}

function objectMistakes(value: unknown, attributes: readonly Attribute[], at: string): string[] {
  if (!isObject(value)) return [`${at}: is no object`]
  return Object.entries(value).flatMap(([field, inner]) => {
    const attribute = attributes.find(({ baseName }) => baseName === field)
    return attribute === undefined
      ? [`${at}.${field}: unknown field`]
      : valueMistakes(inner, attribute, `${at}.${field}`)
  })
}

function valueMistakes(value: unknown, { type, format }: Pick<Attribute, 'type' | 'format'>, at: string): string[] {
  const [, item] = /^Array<(.+)>$/.exec(type) ?? []
  if (item !== undefined) {
    if (!Array.isArray(value)) return [`${at}: is no list`]
    return value.flatMap((one, index) => valueMistakes(one, { type: item, format }, `${at}[${index}]`))
  }
  const [, entry] = /^\{ \[key: string\]: (.+); \}$/.exec(type) ?? []
  if (entry !== undefined) {
    if (!isObject(value)) return [`${at}: is no map`]
    return Object.entries(value).flatMap(([key, one]) => valueMistakes(one, { type: entry, format }, `${at}.${key}`))
  }
  if (type === 'any') return []
  const attributes = attributesOf(type)
  if (attributes !== undefined) return objectMistakes(value, attributes, at)
  return isPrimitive(value, type, format) ? [] : [`${at}: ${JSON.stringify(value)} is no ${type}`]
}

function isPrimitive(value: unknown, type: string, format: string): boolean {
  if (type === 'IntOrString') return typeof value === 'string' || Number.isInteger(value)
  if (type === 'number') return typeof value === 'number' && (format === 'double' || Number.isInteger(value))
  return typeof value === (type === 'Date' ? 'string' : type)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
