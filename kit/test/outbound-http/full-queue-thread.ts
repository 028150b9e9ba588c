import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

// Takes no connection until the gate opens: the kernel queues two, and drops the packets that ask for more, as a lossy network does.
const gate = new Int32Array(workerData as SharedArrayBuffer)
const server = createServer((req, res) => req.resume().on('end', () => res.end()))
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort?.postMessage((server.address() as AddressInfo).port)
  Atomics.wait(gate, 0, 0)
})
