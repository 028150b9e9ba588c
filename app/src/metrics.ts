import { monitorEventLoopDelay } from 'node:perf_hooks'

const delay = monitorEventLoopDelay({ resolution: 20 })
delay.enable()

interface Metric {
  name: string
  help: string
  type: 'gauge' | 'counter'
  value: number
}

/** The process itself in the Prometheus text format. */
export function processMetrics(parts: readonly string[]): string {
  const memory = process.memoryUsage()
  const cpu = process.cpuUsage()
  const metrics: Metric[] = [
    gauge('process_resident_memory_bytes', 'Resident memory.', memory.rss),
    gauge('nodejs_heap_used_bytes', 'JavaScript heap in use.', memory.heapUsed),
    gauge(
      'nodejs_eventloop_delay_p99_seconds',
      'How late timers ran since the last scrape, 99th percentile.',
      delay.percentile(99) / 1e9,
    ),
    gauge(
      'process_start_time_seconds',
      'When the process started, Unix time.',
      (Date.now() - performance.now()) / 1_000,
    ),
    { ...gauge('process_cpu_seconds_total', 'CPU time used.', (cpu.user + cpu.system) / 1e6), type: 'counter' },
  ]
  delay.reset()
  const lines = metrics.flatMap(({ name, help, type, value }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    `${name} ${value}`,
  ])
  const info = ['# HELP plinth_part_info Parts that run in this process.', '# TYPE plinth_part_info gauge']
  return [...lines, ...info, ...parts.map((part) => `plinth_part_info{part="${part}"} 1`), ''].join('\n')
}

const gauge = (name: string, help: string, value: number): Metric => ({ name, help, type: 'gauge', value })
