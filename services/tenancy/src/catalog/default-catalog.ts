import type { Grant } from './catalog.ts'
import type { CatalogDraft, FeatureDraft, PackageDraft } from './draft.ts'

const gb = 1_024 ** 3

const feature = (code: string, name: string, rest: Partial<FeatureDraft> = {}): FeatureDraft => ({
  ...{ code, name, type: 'limit', unit: '', reset: 'none', rollingDays: 0, parent: '', isActive: true },
  ...rest,
})

const plan = (code: string, name: string, limits: Readonly<Record<string, Grant>>): PackageDraft => ({
  ...{ code, name, isBase: true, isStackable: false, isActive: true },
  features: Object.entries(limits).map(([limited, grant]) => ({ code: limited, grant })),
})

const limitsOf = (namespaces: Grant, members: Grant, webhooks: Grant, apiKeys: Grant) => ({
  'plinth.namespaces': namespaces,
  'plinth.members': members,
  'plinth.webhooks': webhooks,
  'plinth.api_keys': apiKeys,
})

/** Catalogue of a new installation: one base package per tier, which the operator replaces. */
export const defaultCatalog: CatalogDraft = {
  features: [
    feature('plinth.namespaces', 'Namespaces'),
    feature('plinth.members', 'Members'),
    feature('plinth.webhooks', 'Webhooks'),
    feature('plinth.api_keys', 'API keys'),
    feature('storage', 'Storage', { unit: 'bytes' }),
    feature('api_calls', 'API calls', { unit: 'calls', reset: 'monthly' }),
    feature('custom_domains', 'Custom domains', { type: 'boolean' }),
  ],
  packages: [
    plan('free', 'Free', { ...limitsOf(3, 3, 2, 5), storage: gb, api_calls: 10_000 }),
    plan('pro', 'Pro', { ...limitsOf(20, 15, 10, 10), storage: 50 * gb, api_calls: 500_000, custom_domains: 'on' }),
    plan('business', 'Business', {
      ...limitsOf(200, 100, 50, 10),
      ...{ storage: 500 * gb, api_calls: 5_000_000, custom_domains: 'on' },
    }),
    plan('enterprise', 'Enterprise', {
      ...limitsOf('unlimited', 'unlimited', 'unlimited', 'unlimited'),
      ...{ storage: 'unlimited', api_calls: 'unlimited', custom_domains: 'on' },
    }),
  ],
}
