// Preloaded into the process that is measured: GET / on STALL_PORT says for how many ms its event loop stood still at the
// longest since the last time.
import { createServer } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
if (isMainThread)
  createServer((_req, res) => {
    res.end(String(delay.max / 1e6))
    delay.reset()
  })
    .listen(Number(process.env['STALL_PORT']), '127.0.0.1')
    .unref()
