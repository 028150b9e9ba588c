type Render = () => Promise<string[]>

// One registry for the process, because it has one scrape: parts in one process share their metrics.
const metrics: Render[] = []

export function register(render: Render): void {
  metrics.push(render)
}

/** Returns every metric of this process in the Prometheus text format 0.0.4. */
export async function metricsText(): Promise<string> {
  const texts = await Promise.all(metrics.map((render) => render()))
  return `${texts.flat().join('\n')}\n`
}
