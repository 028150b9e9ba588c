export { PlinthContainer, type RateLimits, type Tier } from './plinth-container.ts'
export { StartedPlinthContainer } from './started-plinth-container.ts'
export type { Tenant, TenantOptions } from './tenant.ts'
export type { ReceivedEvent, Subscription, WebhookSink } from './webhook-sink.ts'
