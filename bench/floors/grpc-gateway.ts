import { Client, credentials } from '@grpc/grpc-js'
import { type GetWorkspaceResponse, WorkspacesServiceService } from '@plinth/proto/tenancy/v1/workspaces.ts'
import express from 'express'
import { serve } from './serve.ts'

// node grpc-gateway.ts <service port>: floor A, Express in front of a unary gRPC call.
const client = new Client(`127.0.0.1:${process.argv[2]}`, credentials.createInsecure())
const { path, requestSerialize, responseDeserialize } = WorkspacesServiceService.getWorkspace

const getWorkspace = (idOrSlug: string) =>
  new Promise<GetWorkspaceResponse>((resolve, reject) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, { idOrSlug }, (err, response) => {
      if (err === null && response !== undefined) resolve(response)
      else reject(err)
    })
  })

const app = express().disable('x-powered-by').disable('etag')
app.get('/api/v1/workspaces/:id', async (req, res) => {
  const { workspace } = await getWorkspace(req.params.id)
  if (workspace === undefined) {
    res.status(404).end()
    return
  }
  const { id, name, slug, tier, status, settingsJson, createdAt, updatedAt } = workspace
  const settings = JSON.parse(settingsJson)
  res.json({ data: { id, name, slug, tier, status, created_at: createdAt, updated_at: updatedAt, settings } })
})
serve(app)
