export interface Series {
  /** With its suffix: "x_seconds_bucket". */
  name: string
  labels: Readonly<Record<string, string>>
  value: number
}

export interface MetricFamily {
  name: string
  type: string
  help: string
  series: Series[]
}

/** The metrics of a process, from /metrics of its management port. */
export async function scrape(managementUrl: string): Promise<Map<string, MetricFamily>> {
  const answer = await fetch(`${managementUrl}/metrics`)
  if (answer.status !== 200) throw new Error(`/metrics answered ${answer.status}`)
  return parseMetrics(await answer.text())
}

/** The Prometheus text format 0.0.4. Throws on a line that is none of it. */
export function parseMetrics(text: string): Map<string, MetricFamily> {
  const families = new Map<string, MetricFamily>()
  let current: MetricFamily | undefined
  for (const line of text.split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (kind === 'HELP') {
      if (families.has(name)) throw new Error(`${name} is shown twice`)
      current = { name, type: '', help: rest, series: [] }
      families.set(name, current)
    } else if (kind === 'TYPE' && current?.name === name) current.type = rest
    else if (line !== '') current?.series.push(seriesOf(line, current.name))
  }
  return families
}

function seriesOf(line: string, family: string): Series {
  const [, name = '', labelText = '', value = ''] = /^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
  if (!name.startsWith(family)) throw new Error(`not a line of ${family}: ${line}`)
  const labels = [...labelText.matchAll(/([a-z_0-9]+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', text = '']) => [
    label,
    text,
  ])
  return { name, labels: Object.fromEntries(labels), value: Number(value) }
}

/** Every name that can be asked for: of a histogram its buckets, sum and count. */
export function seriesNames(families: Iterable<MetricFamily>): Set<string> {
  return new Set([...families].flatMap(({ series }) => series.map(({ name }) => name)))
}
