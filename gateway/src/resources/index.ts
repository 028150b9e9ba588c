import type { Operation } from '../operation/operation.ts'
import { apiKeys } from './api-keys.ts'
import { batches } from './batches.ts'
import { deliveries } from './deliveries.ts'
import { users } from './users.ts'
import { webhooks } from './webhooks.ts'
import { workspaces } from './workspaces.ts'

/** Everything the API answers. */
export const operations: readonly Operation[] = [workspaces, users, apiKeys, webhooks, deliveries, batches].flatMap(
  (resource) => Object.values(resource),
)
