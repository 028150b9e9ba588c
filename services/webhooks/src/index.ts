import { sealedOutcomes } from '@plinth/kit/db'
import type { Part } from '@plinth/kit/part'
import { evidence } from './audit-log/evidence.ts'
import { type WebhooksConfig, webhooksConfig } from './config.ts'
import { sealedOfEndpoints } from './endpoints/sealed-values.ts'
import { startWebhooks } from './service.ts'

/** Endpoints, deliveries and the dispatcher that makes them. */
export const webhooks: Part<WebhooksConfig> = {
  name: 'webhooks',
  needs: [],
  config: webhooksConfig,
  migrations: new URL('../prisma/migrations/', import.meta.url),
  sealedValues: [sealedOfEndpoints, sealedOutcomes],
  evidence,
  start: (deps) => startWebhooks(deps),
}
