import type { PartName } from '@plinth/kit/part'

interface Needing {
  readonly name: PartName
  readonly needs: readonly PartName[]
}

/** Orders the parts so that each comes after those that it needs in this process. Throws on a circle. */
export function startOrder<P extends Needing>(parts: readonly P[]): P[] {
  const here = new Map(parts.map((part) => [part.name, part]))
  const ordered = new Set<P>()
  const visit = (part: P, path: readonly PartName[]) => {
    if (path.includes(part.name))
      throw new Error(`parts need each other in a circle: ${[...path, part.name].join(' → ')}`)
    for (const need of part.needs) {
      const needed = here.get(need)
      if (needed !== undefined) visit(needed, [...path, part.name])
    }
    ordered.add(part)
  }
  for (const part of parts) visit(part, [])
  return [...ordered]
}
