/** Does this hold more values than that, at any depth? Looks at no more of them than it needs to. */
export function holdsMoreThan(max: number, root: unknown): boolean {
  const rest: unknown[] = [root]
  for (let count = 1; rest.length > 0; count++) {
    if (count + rest.length - 1 > max) return true
    const next = rest.pop()
    if (typeof next !== 'object' || next === null) continue
    for (const inner of Array.isArray(next) ? next : Object.values(next)) rest.push(inner)
  }
  return false
}
