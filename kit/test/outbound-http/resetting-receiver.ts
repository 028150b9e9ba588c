import { createServer } from 'node:net'
import { freePort } from '@plinth/testkit/servers'

// A receiver that resets every connection as soon as it is made; a process of its own, so that it may be quicker than its caller.
const server = createServer((socket) => socket.on('error', () => undefined).resetAndDestroy())
const port = await freePort()
server.listen(port, '127.0.0.1', () => void process.stdout.write(`listens at ${port}\n`))
