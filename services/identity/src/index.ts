import { sealedOutcomes } from '@plinth/kit/db'
import type { Part } from '@plinth/kit/part'
import { type IdentityConfig, identityConfig } from './config.ts'
import { startIdentity } from './service.ts'

/** Users and API keys: "who is this?" */
export const identity: Part<IdentityConfig> = {
  name: 'identity',
  needs: [],
  config: identityConfig,
  migrations: new URL('../prisma/migrations/', import.meta.url),
  sealedValues: [sealedOutcomes],
  start: startIdentity,
}
