import { type handleUnaryCall, Server, ServerCredentials } from '@grpc/grpc-js'
import { SystemClock } from '@plinth/kit/clock'
import { dayOf } from '@plinth/kit/days'
import { newId } from '@plinth/kit/ids'
import {
  type PublishEventRequest,
  type PublishEventResponse,
  PublishingServiceService,
} from '@plinth/proto/webhooks/v1/publishing.ts'
import { Pool } from 'pg'
import { listening } from './serve.ts'

// node publish-service.ts <database>: the second process of that floor, one INSERT and its commit for each event.
const pool = new Pool({ connectionString: process.argv[2], max: 10 })
const clock = new SystemClock()

async function insert({ event }: PublishEventRequest): Promise<PublishEventResponse> {
  if (event === undefined) throw new Error('no event')
  const [id, createdAt] = [newId('evt', clock), new Date()]
  const { type, workspaceId, namespaceId, data } = event
  await pool.query({
    name: 'event',
    text: `INSERT INTO event (event_day, id, workspace_id, namespace_id, type, object_id, payload, created_at)
      VALUES ($1, $2, $3, '', $4, '', $5, $6)`,
    values: [dayOf(createdAt), id, workspaceId, type, data, createdAt],
  })
  return { event: { id, type, workspaceId, namespaceId, createdAt, isDuplicate: false } }
}

const publishEvent: handleUnaryCall<PublishEventRequest, PublishEventResponse> = ({ request }, callback) => {
  insert(request).then(
    (response) => callback(null, response),
    (err: Error) => callback(err),
  )
}

const server = new Server()
const { publishEvent: definition } = PublishingServiceService
server.addService({ publishEvent: definition }, { publishEvent })
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (err, port) => {
  if (err !== null) throw err
  listening(port)
})
