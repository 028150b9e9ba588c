import { openLog } from '@plinth/kit/log'
import { rpcDialer, rpcHost } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import express from 'express'
import { handlers, type Reads, reads } from './user.ts'

// node gateway.ts <express | inprocess | exchange | unary> <service port>
const [way = '', servicePort = ''] = process.argv.slice(2)
const log = openLog({ level: 'warn', name: 'gateway' })

function openReads(): Reads {
  const host = rpcHost({ log })
  host.expose(reads, handlers)
  const identity = way === 'inprocess' ? 'inprocess:identity' : `ipv4:127.0.0.1:${servicePort}`
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
app.get('/alone/:id', (req, res) => {
  res.json({ data: { id: req.params.id, name: 'Ada Lovelace', email: 'ada@example.com', tier: 'pro' } })
})
app.get('/users/:id', async (req, res) => {
  const { user } = await service.getUser({ id: req.params.id }, { context: contextOf('req_01hop') })
  res.json({ data: user })
})
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port })
})
process.on('disconnect', () => process.exit())
