// Known to one process: another one may have another SECRETS_KEY.
import { gauge } from '@plinth/kit/metrics'

/** IDs of endpoints. */
const unopened = new Set<string>()
gauge({
  name: 'plinth_webhook_unopened_endpoints',
  help: 'Endpoints whose secret or headers are sealed with a key that is not in SECRETS_KEY: found at the start of this process or at a delivery, and looked at again every five minutes.',
  labels: [],
}).read(() => [{ value: unopened.size, labels: [] }])

/** Returns true if the endpoint was not known yet. */
export function noteUnopened(endpointId: string): boolean {
  const isNew = !unopened.has(endpointId)
  unopened.add(endpointId)
  return isNew
}

export const noteOpened = (endpointId: string): void => void unopened.delete(endpointId)

export const unopenedEndpoints = (): string[] => [...unopened]
