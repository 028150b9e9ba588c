import { openLog } from '../../src/log.ts'
import { rpcHost } from '../../src/rpc/index.ts'
import { probeHandlers } from './probe-handlers.ts'
import { newService, probeService } from './probe-service.ts'

// A callee in a process of its own: `node callee-process.ts <options as JSON>`, then "drain" as a message.
const options = JSON.parse(process.argv[2] ?? '{}')
const host = rpcHost({ log: openLog({ level: 'silent', name: 'callee' }), ...options.host })
host.expose(probeService, probeHandlers())
if (options.isOfReleaseBefore !== true) host.expose(newService, probeHandlers())
const { port } = await host.listen({ host: '127.0.0.1', port: 0, ...options.listen })
process.send?.({ port })
process.on('message', async () => {
  await host.drain()
  await host.close()
  process.disconnect()
})
process.on('disconnect', () => process.exit())
