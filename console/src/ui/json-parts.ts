// A JSON value as a tree. Nothing here recurses: a value may be as deep as the parser takes it.

/** Keys from the root to a part. */
export type JsonPath = readonly (string | number)[]

export interface JsonPart {
  path: JsonPath
  value: unknown
}

export const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Number of members or elements. */
export const sizeOf = (value: object): number => (Array.isArray(value) ? value.length : Object.keys(value).length)

/** The members or elements, at most `max` of them. */
export function partsOf(value: object, path: JsonPath, max: number): JsonPart[] {
  const keys: readonly (string | number)[] = Array.isArray(value) ? [...value.slice(0, max).keys()] : Object.keys(value)
  return keys.slice(0, max).map((key) => ({ path: [...path, key], value: Reflect.get(value, key) }))
}

/** `$.data.items[0]["first name"]` */
export function pathText(path: JsonPath): string {
  const steps = path.map((key) =>
    typeof key === 'string' && /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
  )
  return `$${steps.join('')}`
}

/**
 * The parts with the text in their name, or in the value of a leaf, whatever its case; at most `max`, in the order of the
 * document.
 */
export function find(root: unknown, text: string, max: number): JsonPart[] {
  const wanted = text.toLowerCase()
  const has = (part: string) => part.toLowerCase().includes(wanted)
  const found: JsonPart[] = []
  const left: { value: unknown; key: string | number; of: Link | undefined }[] = [
    { value: root, key: '', of: undefined },
  ]
  while (found.length < max) {
    const part = left.pop()
    if (part === undefined) break
    const { value, key, of } = part
    if ((typeof key === 'string' && key !== '' && has(key)) || (!isBranch(value) && has(String(value))))
      found.push({ path: pathOf(of, key), value })
    if (!isBranch(value)) continue
    const link = { key, of }
    const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
    for (const [name, child] of children.reverse()) left.push({ value: child, key: name, of: link })
  }
  return found
}

/** A path is only written out for what is found. */
interface Link {
  key: string | number
  of: Link | undefined
}

function pathOf(of: Link | undefined, key: string | number): JsonPath {
  if (of === undefined) return []
  const path = [key]
  for (let link: Link = of; link.of !== undefined; link = link.of) path.push(link.key)
  return path.reverse()
}
