import { openLog } from '@plinth/kit/log'
import { rpcDialer, rpcHost } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import express from 'express'
import { tellCpu } from './cpu.ts'
import { handlers, type Reads, reads, userOf } from './user.ts'

// node gateway.ts <express | inprocess | exchange | unary> <service port>
const [way = '', servicePort = ''] = process.argv.slice(2)
const log = openLog({ level: 'warn', name: 'gateway' })

function openReads(): Reads {
  const host = rpcHost({ log })
  host.expose(reads, handlers)
  const isRemote = way === 'exchange' || way === 'unary'
  const identity = isRemote ? `ipv4:127.0.0.1:${servicePort}` : 'inprocess:identity'
  return rpcDialer({ host, addresses: { identity }, exchange: way === 'exchange', log }).dial('identity', reads)
}

const contextOf = (requestId: string): CallContext => ({
  requestId,
  principal: {
    keyId: 'key_01hop',
    userId: 'usr_01hop',
    isOperator: false,
    homeWorkspaceId: 'ws_01hop',
    scopes: ['read:workspaces', 'read:users'],
    keyFamilyId: '',
    keyGeneration: 0,
    allWorkspaces: false,
  },
  workspaceId: 'ws_01hop',
  namespaceId: '',
  role: 2,
  idempotency: undefined,
  ifMatchVersion: undefined,
  planLimits: {},
})

const service = openReads()
const app = express().disable('x-powered-by').disable('etag')
const read = async (id: string) => {
  if (way === 'express') return userOf(id)
  return (await service.getUser({ id }, { context: contextOf('req_01hop') })).user
}
app.get('/users/:id', async (req, res) => {
  res.json({ data: await read(req.params.id) })
})
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port })
})
tellCpu()
process.on('disconnect', () => process.exit())
