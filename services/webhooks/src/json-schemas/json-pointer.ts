/** Appends a member to a JSON Pointer (RFC 6901). */
export const pointerTo = (parent: string, member: string | number): string =>
  `${parent}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** Returns the value at a pointer, or undefined. Only own members count. */
export function valueAt(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((member) => member.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, member) => {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) return undefined
      return Reflect.get(value, member)
    }, root)
}

/** Counts values at any depth, and stops soon after `most`. */
export function countValues(root: unknown, most = Number.POSITIVE_INFINITY): number {
  const waiting: unknown[] = [root]
  let count = 0
  while (waiting.length > 0 && count <= most) {
    const value = waiting.pop()
    count += 1
    if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) waiting.push(member)
  }
  return count
}
