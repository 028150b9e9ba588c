import { Client, credentials } from '@grpc/grpc-js'
import { type PublishEventResponse, PublishingServiceService } from '@plinth/proto/webhooks/v1/publishing.ts'
import express from 'express'
import { serve } from './serve.ts'

// node publish-gateway.ts <service port>: Express in front of a unary call that inserts the event.
const client = new Client(`127.0.0.1:${process.argv[2]}`, credentials.createInsecure())
const { path, requestSerialize, responseDeserialize } = PublishingServiceService.publishEvent

const publish = (type: string, data: object) =>
  new Promise<PublishEventResponse>((resolve, reject) => {
    const event = { type, data: Buffer.from(JSON.stringify(data)), eventId: '', workspaceId: 'wks_1', namespaceId: '' }
    const more = { channels: [], orderingKey: '', refusal: Buffer.alloc(0), feature: '', isFeatureIncluded: false }
    const request = { event: { ...event, ...more } }
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, (err, response) => {
      if (err === null && response !== undefined) resolve(response)
      else reject(err)
    })
  })

const app = express().disable('x-powered-by').disable('etag').use(express.json())
app.post('/api/v1/events', async (req, res) => {
  const { event } = await publish(req.body.type, req.body.data)
  if (event === undefined) res.status(500).end()
  else res.status(202).json({ data: { id: event.id, type: event.type, created_at: event.createdAt } })
})
serve(app)
