import type { Database } from '@plinth/kit/db'
import type { Resolve } from '@plinth/kit/outbound-http'
import type { PartDeps } from '@plinth/kit/part'
import type { Client } from '@plinth/kit/rpc'
import type { SecretBox } from '@plinth/kit/secrets/secret-box'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { DeliveriesServiceService, type Delivery } from '@plinth/proto/webhooks/v1/deliveries.ts'
import { type CreateEndpointRequest, EndpointsServiceService } from '@plinth/proto/webhooks/v1/endpoints.ts'
import { make, type StartedPart, startPart, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import type { WebhooksConfig } from '../src/config.ts'
import { webhooks } from '../src/index.ts'
import { startWebhooks } from '../src/service.ts'

export interface Harness {
  part: StartedPart
  database: Database
  endpoints: Client<typeof EndpointsServiceService>
  deliveries: Client<typeof DeliveriesServiceService>
  /** Each its own HTTP server; closed with the harness. */
  receiver(): Promise<WebhookReceiver>
  stop(): Promise<void>
}

// Patient, so that no attempt fails because the machine is busy.
const env = {
  WEBHOOKS_ALLOW_HTTP: 'true',
  WEBHOOKS_ALLOWED_CIDRS: '127.0.0.0/8',
  WEBHOOKS_SWEEP_MS: '50',
  // All receivers of a test share one host, and some tests one workspace.
  WEBHOOKS_PER_HOST_MAX: '2000',
  WEBHOOKS_ENDPOINTS_MAX: '1000',
  WEBHOOKS_TIMEOUT_MS: '60000',
  WEBHOOKS_CONNECT_TIMEOUT_MS: '30000',
}

interface HarnessOptions {
  resolve?: Resolve
  secrets?: SecretBox
  /** Beyond what the settings allow. */
  config?: Partial<WebhooksConfig>
}

/** The real service on a database of its own, with receivers on loopback. */
export async function startHarness(
  settings: Record<string, string> = {},
  { resolve, secrets, config = {} }: HarnessOptions = {},
): Promise<Harness> {
  const start = (deps: PartDeps<WebhooksConfig>) =>
    startWebhooks(
      {
        ...deps,
        infra: { ...deps.infra, secrets: secrets ?? deps.infra.secrets },
        config: { ...deps.config, ...config },
      },
      resolve,
    )
  const part = await startPart({ ...webhooks, start }, { env: { ...env, ...settings } })
  const receivers: WebhookReceiver[] = []
  return {
    part,
    database: part.database,
    endpoints: part.dial('webhooks', EndpointsServiceService),
    deliveries: part.dial('webhooks', DeliveriesServiceService),
    receiver: async () => {
      const receiver = await webhookReceiver()
      receivers.push(receiver)
      return receiver
    },
    stop: async () => {
      await Promise.all(receivers.map((receiver) => receiver.close()))
      await part.stop()
    },
  }
}

export function newEndpoint(changes: Partial<CreateEndpointRequest> = {}): CreateEndpointRequest {
  return {
    url: 'https://203.0.114.1/in',
    events: ['workspace.*'],
    secret: '',
    description: '',
    headers: {},
    isActive: undefined,
    retryScheduleSeconds: [],
    ordering: '',
    namespaceIds: [],
    channels: [],
    filterJson: '',
    payload: '',
    kind: '',
    ...changes,
  }
}

/** Emits an event of another service about the workspace in context; answers its id. */
export function emitOfWorkspace(
  database: Database,
  { workspaceId }: CallContext,
  type: string,
  attributes: Record<string, unknown>,
): Promise<string> {
  const of = { workspaceId, objectId: workspaceId, objectType: 'workspace' }
  return database.transaction(async (tx) => tx.emit({ ...of, type, attributes, consumers: ['webhooks'] }))
}

export function emitWorkspaceUpdated(database: Database, context: CallContext, name = make.name()): Promise<string> {
  return emitOfWorkspace(database, context, 'workspace.updated', { id: context.workspaceId, name })
}

export async function deliveriesOf(harness: Harness, context: CallContext, endpointId: string): Promise<Delivery[]> {
  const { deliveries } = await harness.deliveries.listDeliveries({ endpointId }, { context })
  return deliveries
}
