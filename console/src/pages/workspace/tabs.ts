import { words } from '../../messages/index.ts'
import type { Loadable } from '../../shell/loadable.ts'
import type { Restricted } from '../../shell/refusal.ts'
import { Overview } from './overview.tsx'

/** A part of the page of a workspace; its component gets `TabProps`. */
export interface Tab extends Loadable, Restricted {
  /** Last part of the path; "" is the first tab. */
  name: string
  title: () => string
}

/** In their order. The first comes with the page, the others are loaded when visited. */
export const tabs: readonly Tab[] = [
  {
    name: '',
    scopes: ['read:workspaces'],
    title: () => words.workspace.overview,
    load: async () => ({ Page: Overview }),
  },
  {
    name: 'namespaces',
    scopes: ['read:namespaces'],
    title: () => words.namespaces.title,
    load: () => import('../namespaces/tab.tsx'),
  },
  {
    name: 'members',
    scopes: ['read:workspaces'],
    title: () => words.members.title,
    load: () => import('../members/tab.tsx'),
  },
  {
    name: 'plan',
    scopes: ['read:entitlements'],
    title: () => words.plan.tab,
    load: async () => ({ Page: (await import('../plan/plan.tsx')).Plan }),
  },
  {
    name: 'entitlements',
    scopes: ['read:entitlements'],
    title: () => words.entitlements.tab,
    load: async () => ({ Page: (await import('../entitlements/entitlements.tsx')).Entitlements }),
  },
  {
    name: 'explain',
    scopes: ['read:entitlements'],
    title: () => words.explain.tab,
    load: async () => ({ Page: (await import('../explain/explain.tsx')).Explain }),
  },
  {
    name: 'keys',
    scopes: ['read:api-keys'],
    title: () => words.workspace.keys,
    load: async () => ({ Page: (await import('../keys/keys.tsx')).Keys }),
  },
  {
    name: 'usage',
    scopes: ['read:entitlements', 'read:usage'],
    title: () => words.workspace.usage,
    load: async () => ({ Page: (await import('../usage/usage.tsx')).Usage }),
  },
  {
    name: 'webhooks',
    scopes: ['read:webhooks'],
    title: () => words.webhooks.title,
    load: async () => ({ Page: (await import('../webhooks/webhooks.tsx')).Webhooks }),
  },
  {
    name: 'deliveries',
    scopes: ['read:webhooks'],
    title: () => words.workspace.deliveries,
    load: async () => ({ Page: (await import('../deliveries/deliveries.tsx')).Deliveries }),
  },
  {
    name: 'events',
    scopes: ['read:webhooks'],
    title: () => words.workspace.events,
    load: async () => ({ Page: (await import('../events/events.tsx')).Events }),
  },
  {
    name: 'requests',
    scopes: ['read:usage'],
    title: () => words.requests.title,
    load: () => import('../requests/tab.tsx'),
  },
  {
    name: 'audit',
    scopes: ['read:audit-log'],
    isForManagers: true,
    title: () => words.audit.title,
    load: () => import('../audit/tab.tsx'),
  },
  {
    name: 'settings',
    scopes: ['read:workspaces'],
    title: () => words.settings.title,
    load: () => import('../settings/tab.tsx'),
  },
]
