import { allows } from '../api/scopes.ts'
import type { Session } from '../api/sdk.ts'
import { isOperator } from '../api/session.ts'
import { words } from '../messages/index.ts'
import { Page as Home } from '../pages/home/page.tsx'
import { homeQueries } from '../pages/home/queries.ts'
import type { FirstQuery, Loadable } from './loadable.ts'

export interface PageEntry extends Loadable {
  /** Below /console. */
  path: string
  /** Without a use for others, whom it says so. */
  isForOperators?: boolean
  /** The scope that the page needs; undefined: any session reads it, or a part of it. */
  scope?: string
  /** The same for operators alone: others have a workspace of their own there. */
  operatorScope?: string
  /** The page's first queries for an operator; begun beside the session (start-page.ts). */
  operatorQueries?: () => FirstQuery[]
}

/** Every page. The first comes with the shell, which saves its visitors a round trip; the others are loaded when visited. */
export const pages: readonly PageEntry[] = [
  { path: '/', load: async () => ({ Page: Home }), operatorQueries: homeQueries },
  { path: '/workspaces', operatorScope: 'read:workspaces', load: () => import('../pages/workspaces/page.tsx') },
  {
    path: '/workspaces/:workspaceId/deliveries/:deliveryId',
    scope: 'read:webhooks',
    load: () => import('../pages/delivery/page.tsx'),
  },
  {
    path: '/workspaces/:workspaceId/events/:eventId',
    scope: 'read:webhooks',
    load: () => import('../pages/event/page.tsx'),
  },
  { path: '/workspaces/:workspaceId/:tab?', load: () => import('../pages/workspace/page.tsx') },
  {
    path: '/workspaces/:workspaceId/webhooks/:webhookId',
    scope: 'read:webhooks',
    load: () => import('../pages/webhook/page.tsx'),
  },
  { path: '/webhooks', isForOperators: true, scope: 'read:webhooks', load: () => import('../pages/webhooks/page.tsx') },
  { path: '/event-types', load: () => import('../pages/event-types/page.tsx') },
  {
    path: '/deliveries',
    isForOperators: true,
    scope: 'read:webhooks',
    load: () => import('../pages/deliveries/page.tsx'),
  },
  { path: '/explain', scope: 'read:entitlements', load: () => import('../pages/explain/page.tsx') },
  { path: '/users', scope: 'read:users', load: () => import('../pages/users/page.tsx') },
  { path: '/users/:userId', scope: 'read:users', load: () => import('../pages/user/page.tsx') },
  { path: '/verify', load: () => import('../pages/verify/page.tsx') },
  { path: '/catalog', load: () => import('../pages/catalog/page.tsx') },
  { path: '/requests', scope: 'read:usage', load: () => import('../pages/requests/page.tsx') },
  { path: '/requests/:requestId', scope: 'read:usage', load: () => import('../pages/request/page.tsx') },
  { path: '/access', isForOperators: true, scope: 'read:api-keys', load: () => import('../pages/access/page.tsx') },
]

/** Why the session may not read the page; undefined: it may. */
export function refusalOf(
  session: Session,
  { isForOperators = false, scope, operatorScope }: PageEntry,
): string | undefined {
  if (isForOperators && !isOperator(session)) return words.shell.forOperators
  const needed = isOperator(session) ? (operatorScope ?? scope) : scope
  return needed === undefined || allows(session, needed) ? undefined : words.home.notAllowed(needed)
}

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
    return page !== undefined && !isElsewhere && refusalOf(session, page) === undefined
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
