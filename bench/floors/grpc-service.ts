import { type handleUnaryCall, Server, ServerCredentials } from '@grpc/grpc-js'
import {
  type GetWorkspaceRequest,
  type GetWorkspaceResponse,
  WorkspacesServiceService,
} from '@plinth/proto/tenancy/v1/workspaces.ts'
import { Pool } from 'pg'
import { listening } from './serve.ts'
import { readWorkspace } from './workspace-row.ts'

// node grpc-service.ts <database>: the second process of floor A, a prepared read behind a unary call.
const pool = new Pool({ connectionString: process.argv[2], max: 10 })

async function answer(idOrSlug: string): Promise<GetWorkspaceResponse> {
  const row = await readWorkspace(pool, idOrSlug)
  if (row === undefined) return {}
  const { settings, created_at: createdAt, updated_at: updatedAt, version, ...same } = row
  return {
    workspace: {
      ...same,
      foreignKeys: 'refuse',
      settingsJson: JSON.stringify(settings),
      createdAt,
      updatedAt,
      version: Number(version),
    },
  }
}

const getWorkspace: handleUnaryCall<GetWorkspaceRequest, GetWorkspaceResponse> = ({ request }, callback) => {
  answer(request.idOrSlug).then(
    (response) => callback(null, response),
    (err: Error) => callback(err),
  )
}

const server = new Server()
server.addService({ getWorkspace: WorkspacesServiceService.getWorkspace }, { getWorkspace })
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (err, port) => {
  if (err !== null) throw err
  listening(port)
})
