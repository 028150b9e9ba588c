import { batchOf } from '../batch/batch-operation.ts'
import { apiKeys } from './api-keys.ts'
import { namespaces } from './namespaces.ts'
import { users } from './users.ts'
import { webhooks } from './webhooks.ts'
import { workspaces } from './workspaces.ts'

/** Resources with a batch operation. */
export const batches = {
  workspaces: batchOf('workspaces', 'workspaces', {
    create: workspaces.create,
    update: workspaces.update,
    delete: workspaces.delete,
  }),
  namespaces: batchOf('namespaces', 'namespaces', {
    create: namespaces.create,
    update: namespaces.update,
    delete: namespaces.delete,
  }),
  users: batchOf('users', 'users', { create: users.create, update: users.update }),
  apiKeys: batchOf('api-keys', 'API keys', { create: apiKeys.create, update: apiKeys.update, delete: apiKeys.revoke }),
  webhooks: batchOf('webhooks', 'webhook endpoints', {
    create: webhooks.create,
    update: webhooks.update,
    delete: webhooks.delete,
  }),
}
