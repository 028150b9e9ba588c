import type { ExportedSpan } from './otlp-collector.ts'

/** One trace as people read it: who called whom, where it ran, from when and how long. */
export function spanTree(spans: readonly ExportedSpan[]): string {
  const known = new Set(spans.map(({ id }) => id))
  const tops = spans.filter(({ parentId }) => !known.has(parentId))
  const [startNs = 0n] = spans.map((span) => span.startNs).sort((a, b) => Number(a - b))
  const lines: string[] = []
  const walk = (span: ExportedSpan, indent: string, isLast: boolean, isTop: boolean) => {
    const branch = isTop ? '' : isLast ? '└─ ' : '├─ '
    const from = ms(span.startNs - startNs)
    const answer = span.attributes['http.response.status_code']
    const facts = [
      span.kind,
      span.service,
      `+${from} ms`,
      `${ms(span.endNs - span.startNs)} ms`,
      ...(answer ? [answer] : []),
    ]
    lines.push(`${indent}${branch}${span.name}  (${facts.join(', ')})`)
    const below = childrenOf(spans, span)
    const next = isTop ? indent : `${indent}${isLast ? '   ' : '│  '}`
    for (const [at, child] of below.entries()) walk(child, next, at === below.length - 1, false)
  }
  for (const top of tops) walk(top, '', true, true)
  return lines.join('\n')
}

/** Those a span caused, by their start. */
export const childrenOf = (spans: readonly ExportedSpan[], parent: ExportedSpan): ExportedSpan[] =>
  spans.filter(({ parentId }) => parentId === parent.id).sort((a, b) => Number(a.startNs - b.startNs))

const ms = (ns: bigint) => (Number(ns) / 1e6).toFixed(1)
