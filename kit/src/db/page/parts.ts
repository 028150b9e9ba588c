import type { Part } from './page-source.ts'

/**
 * SQL of the rows that each of these parts has first, not in order; without parts undefined.
 * @param selectOf A SELECT with this condition beside those of the list, in the list's order and bounded; `from` where the part has
 * its own.
 */
export function unionOf(
  parts: readonly Part[] | undefined,
  selectOf: (where: string, from?: string) => string,
): string | undefined {
  if (parts === undefined) return undefined
  const selects = parts.map(({ each, from, where }) => {
    const select = selectOf(where, from)
    return each === undefined ? `(${select})` : `(SELECT read.* FROM ${each} CROSS JOIN LATERAL (${select}) AS read)`
  })
  return selects.join(' UNION ALL ')
}
