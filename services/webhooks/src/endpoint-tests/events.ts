import type { NewEvent } from '@plinth/kit/db'
import type { Endpoint } from '../endpoints/endpoint.ts'
import { consumerName } from '../events/event.ts'

/** For the audit log alone: the receiver has got the ping. */
export const endpointTested = (
  { id, url, workspaceId }: Endpoint,
  { isOk, statusCode }: { isOk: boolean; statusCode: number },
): NewEvent => ({
  type: 'webhook.tested',
  workspaceId,
  objectId: id,
  objectType: 'webhook',
  objectName: url,
  attributes: { id, url, success: isOk, status_code: statusCode === 0 ? null : statusCode },
  consumers: [consumerName],
})
