import type { Session } from '../api/sdk.ts'
import { isOperator } from '../api/session.ts'
import { words } from '../messages/index.ts'
import { Page as Home } from '../pages/home/page.tsx'
import { homeQueries } from '../pages/home/queries.ts'
import type { FirstQuery, Loadable } from './loadable.ts'
import { mayRead, type Restricted } from './refusal.ts'

export interface PageEntry extends Loadable, Restricted {
  /** Below /console. */
  path: string
  /** The page's first queries for an operator; begun beside the session (start-page.ts). */
  operatorQueries?: () => FirstQuery[]
}

/** Every page. The first comes with the shell, which saves its visitors a round trip; the others are loaded when visited. */
export const pages: readonly PageEntry[] = [
  { path: '/', load: async () => ({ Page: Home }), operatorQueries: homeQueries },
  { path: '/workspaces', operatorScopes: ['read:workspaces'], load: () => import('../pages/workspaces/page.tsx') },
  {
    path: '/workspaces/:workspaceId/deliveries/:deliveryId',
    scopes: ['read:webhooks'],
    load: () => import('../pages/delivery/page.tsx'),
  },
  {
    path: '/workspaces/:workspaceId/events/:eventId',
    scopes: ['read:webhooks'],
    load: () => import('../pages/event/page.tsx'),
  },
  { path: '/workspaces/:workspaceId/:tab?', load: () => import('../pages/workspace/page.tsx') },
  {
    path: '/workspaces/:workspaceId/webhooks/:webhookId',
    scopes: ['read:webhooks'],
    load: () => import('../pages/webhook/page.tsx'),
  },
  {
    path: '/webhooks',
    isForOperators: true,
    scopes: ['read:webhooks'],
    load: () => import('../pages/webhooks/page.tsx'),
  },
  { path: '/event-types', load: () => import('../pages/event-types/page.tsx') },
  {
    path: '/deliveries',
    isForOperators: true,
    scopes: ['read:webhooks'],
    load: () => import('../pages/deliveries/page.tsx'),
  },
  { path: '/explain', scopes: ['read:entitlements'], load: () => import('../pages/explain/page.tsx') },
  { path: '/users', scopes: ['read:users'], load: () => import('../pages/users/page.tsx') },
  { path: '/users/:userId', scopes: ['read:users'], load: () => import('../pages/user/page.tsx') },
  { path: '/verify', load: () => import('../pages/verify/page.tsx') },
  { path: '/catalog', load: () => import('../pages/catalog/page.tsx') },
  { path: '/requests', scopes: ['read:usage'], load: () => import('../pages/requests/page.tsx') },
  { path: '/requests/:requestId', scopes: ['read:usage'], load: () => import('../pages/request/page.tsx') },
  { path: '/access', isForOperators: true, scopes: ['read:api-keys'], load: () => import('../pages/access/page.tsx') },
]

/** A target of the navigation, of the palette and of `g` + letter. */
export interface Destination {
  path: string
  title: () => string
  letter: string
  /** The console of others begins at their workspace. */
  isStartOfOperators?: boolean
}

/** The targets whose page the session may read. */
export const destinationsOf = (session: Session): Destination[] =>
  destinations.filter(({ path, isStartOfOperators = false }) => {
    const page = pages.find((one) => one.path === path)
    const isElsewhere = isStartOfOperators && !isOperator(session)
    return page !== undefined && !isElsewhere && mayRead(session, page)
  })

const destinations: readonly Destination[] = [
  { path: '/', title: () => words.home.title, letter: 'o', isStartOfOperators: true },
  { path: '/workspaces', title: () => words.shell.workspaces, letter: 'w' },
  { path: '/users', title: () => words.shell.users, letter: 'u' },
  { path: '/catalog', title: () => words.shell.catalog, letter: 'c' },
  { path: '/webhooks', title: () => words.shell.webhooks, letter: 'h' },
  { path: '/deliveries', title: () => words.deliveries.title, letter: 'd' },
  { path: '/requests', title: () => words.requests.title, letter: 'r' },
  { path: '/explain', title: () => words.explain.title, letter: 'y' },
  { path: '/verify', title: () => words.shell.verify, letter: 'v' },
  { path: '/access', title: () => words.shell.access, letter: 'a' },
]
