// Preloaded into the process that is measured: GET / on STALL_PORT says for how many ms its event loop stood still at the
// longest since the last time, and how many ms of CPU time went into the longest of these: what it would be on idle cores.
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { isMainThread } from 'node:worker_threads'

export interface Stall {
  ms: number
  cpuMs: number
}

if (isMainThread) watch()

function watch(): void {
  const longest: Stall = { ms: 0, cpuMs: 0 }
  let before = { ms: performance.now(), cpuMs: cpuMs() }
  setInterval(() => {
    const now = { ms: performance.now(), cpuMs: cpuMs() }
    longest.ms = Math.max(longest.ms, now.ms - before.ms)
    longest.cpuMs = Math.max(longest.cpuMs, now.cpuMs - before.cpuMs)
    before = now
  }, 1).unref()
  createServer(async (_req, res) => {
    // A stall is measured by the next run of the timer.
    await wait(10)
    res.end(JSON.stringify(longest))
    Object.assign(longest, { ms: 0, cpuMs: 0 })
  })
    .listen(Number(process.env['STALL_PORT']), '127.0.0.1')
    .unref()
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
