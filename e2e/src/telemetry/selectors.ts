export interface Matcher {
  label: string
  op: '=' | '!=' | '=~' | '!~'
  value: string
}

/** A metric that a PromQL expression asks for, with the labels that it must have. */
export interface Selector {
  metric: string
  matchers: readonly Matcher[]
}

/** The selectors of an expression that name label values. */
export const selectorsOf = (expr: string): Selector[] =>
  [...expr.matchAll(/([a-z_0-9]+)\{([^}]*)\}/g)].map(([, metric = '', inside = '']) => ({
    metric,
    matchers: [...inside.matchAll(/([a-z_]+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)].map(([, label = '', op, value = '']) => ({
      label,
      op: op as Matcher['op'],
      value,
    })),
  }))

/** The selector once for each value that it names: `reason=~"failures|gone"` becomes two. */
export function eachValue({ metric, matchers }: Selector): Selector[] {
  let all: Matcher[][] = [[]]
  for (const matcher of matchers) {
    const isList = matcher.op === '=~' && /^\w+(\|\w+)+$/.test(matcher.value)
    const values: Matcher[] = isList
      ? matcher.value.split('|').map((value) => ({ ...matcher, op: '=', value }))
      : [matcher]
    all = all.flatMap((before) => values.map((value) => [...before, value]))
  }
  return all.map((each) => ({ metric, matchers: each }))
}

/** Tells whether Prometheus would take a series with these labels for the selector. */
export const takes = ({ matchers }: Selector, labels: Readonly<Record<string, string>>): boolean =>
  matchers.every(({ label, op, value }) => {
    const own = labels[label] ?? ''
    const isMatch = op.endsWith('~') ? new RegExp(`^(?:${value})$`).test(own) : own === value
    return op.startsWith('!') ? !isMatch : isMatch
  })

export const shown = ({ metric, matchers }: Selector): string =>
  `${metric}{${matchers.map(({ label, op, value }) => `${label}${op}"${value}"`).join(', ')}}`
