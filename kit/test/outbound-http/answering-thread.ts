import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

// Answers while the thread of the test stands still; counts in shared memory, which that thread can wait for.
const [asked, answered] = [0, 1]
const counts = new Int32Array(workerData as SharedArrayBuffer)
const count = (at: number) => {
  Atomics.add(counts, at, 1)
  Atomics.notify(counts, at)
}

const server = createServer((req, res) => {
  req.resume().on('end', () => {
    count(asked)
    // Said by the test itself, the header promises no time.
    res.setHeader('connection', 'keep-alive')
    res.on('finish', () => count(answered)).end('x'.repeat(30_000))
  })
})
// Longer than idle connections are kept on the other side.
server.keepAliveTimeout = 2_600
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port))
