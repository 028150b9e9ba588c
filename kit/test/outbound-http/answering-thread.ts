import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

// Answers while the thread of the test stands still; counts in shared memory, which that thread can wait for.
const [asked, answered, connected] = [0, 1, 2]
const counts = new Int32Array(workerData as SharedArrayBuffer)
const count = (at: number) => {
  Atomics.add(counts, at, 1)
  Atomics.notify(counts, at)
}

// Longer than idle connections are kept on the other side.
const slowMs = 2_600

const server = createServer((req, res) => {
  const answer = () => {
    // Said by the test itself, the header promises no time.
    res.setHeader('connection', 'keep-alive')
    res.on('finish', () => count(answered)).end('x'.repeat(30_000))
  }
  req.resume().on('end', () => {
    count(asked)
    if (req.url === '/slow') setTimeout(answer, slowMs)
    else answer()
  })
})
server.on('connection', () => count(connected))
server.keepAliveTimeout = slowMs
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port))
