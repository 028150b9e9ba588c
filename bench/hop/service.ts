import { openLog } from '@plinth/kit/log'
import { rpcHost } from '@plinth/kit/rpc'
import { tellCpu } from './cpu.ts'
import { handlers, reads } from './user.ts'

const host = rpcHost({ log: openLog({ level: 'warn', name: 'service' }) })
host.expose(reads, handlers)
const { port } = await host.listen({ host: '127.0.0.1', port: 0 })
process.send?.({ port })
tellCpu()
process.on('disconnect', () => process.exit())
