import { createServer } from 'node:net'

// A receiver that resets every connection as soon as it is made; a process of its own, so that it may be quicker than its caller.
const server = createServer((socket) => socket.on('error', () => undefined).resetAndDestroy())
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`listens at ${typeof address === 'object' ? address?.port : ''}\n`)
})
