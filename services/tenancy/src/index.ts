import { sealedOutcomes } from '@plinth/kit/db'
import type { Part } from '@plinth/kit/part'
import { type TenancyConfig, tenancyConfig } from './config.ts'
import { startTenancy } from './service.ts'

/** Workspaces, their members and their namespaces. */
export const tenancy: Part<TenancyConfig> = {
  name: 'tenancy',
  needs: [],
  config: tenancyConfig,
  migrations: new URL('../prisma/migrations/', import.meta.url),
  sealedValues: [sealedOutcomes],
  start: startTenancy,
}
