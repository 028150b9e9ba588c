import { readdirSync } from 'node:fs'
import { monitorEventLoopDelay, PerformanceObserver, performance } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import { gauge, histogram } from '@plinth/kit/metrics'

const delay = monitorEventLoopDelay({ resolution: 20 })
let utilizationBefore = performance.eventLoopUtilization()

const gcDurations = histogram({
  name: 'v8js_gc_duration_seconds',
  help: 'Duration of garbage collections, by kind.',
  labels: ['v8js_gc_type'],
  bounds: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
})
const gcTypes = new Map([
  [1, 'minor'],
  [2, 'major'],
  [4, 'incremental'],
  [8, 'weakcb'],
  [16, 'minor'],
])

let isShown = false

/** Exposes metrics of the runtime for the life of the process. */
export function showRuntime(): void {
  if (isShown) return
  isShown = true
  delay.enable()
  for (const type of new Set(gcTypes.values())) gcDurations.begin(type)
  const gc = new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) gcDurations.observe(entry.duration / 1_000, typeOf(entry))
  })
  gc.observe({ entryTypes: ['gc'] })
  for (const { name, help, type, value } of readings)
    gauge({ name, help, labels: [], type }).read(() => [{ value: value(), labels: [] }])
}

function typeOf(entry: object): string {
  const detail = 'detail' in entry ? entry.detail : undefined
  const kind = typeof detail === 'object' && detail !== null && 'kind' in detail ? detail.kind : undefined
  return (typeof kind === 'number' ? gcTypes.get(kind) : undefined) ?? 'other'
}

function delayQuantile(percentile: number): number {
  return delay.count === 0 ? 0 : delay.percentile(percentile) / 1e9
}

function utilization(): number {
  const now = performance.eventLoopUtilization()
  const since = performance.eventLoopUtilization(now, utilizationBefore)
  utilizationBefore = now
  return since.utilization
}

// The histogram of delays is reset after its last value was read.
function maxDelayAndReset(): number {
  const max = delay.count === 0 ? 0 : delay.max / 1e9
  delay.reset()
  return max
}

function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return 0
  }
}

const reading = (name: string, help: string, value: () => number, type: 'gauge' | 'counter' = 'gauge') => ({
  name,
  help,
  type,
  value,
})

const readings = [
  reading('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss()),
  reading('v8js_memory_heap_used_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed),
  reading(
    'v8js_memory_heap_limit_bytes',
    'Size limit of the JavaScript heap.',
    () => getHeapStatistics().heap_size_limit,
  ),
  reading('nodejs_eventloop_delay_p99_seconds', 'Delay of timers since the last scrape, 99th percentile.', () =>
    delayQuantile(99),
  ),
  reading('nodejs_eventloop_delay_max_seconds', 'Delay of timers since the last scrape, maximum.', maxDelayAndReset),
  reading(
    'nodejs_eventloop_utilization_ratio',
    'Share of the time since the last scrape in which the event loop was busy.',
    utilization,
  ),
  reading('process_open_fds', 'Open files and sockets.', openFiles),
  reading('process_start_time_seconds', 'When the process started, Unix time.', () => performance.timeOrigin / 1_000),
  reading('process_cpu_seconds_total', 'CPU time used.', cpuSeconds, 'counter'),
]

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
