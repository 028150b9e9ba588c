import { words } from '../messages/index.ts'
import { Page as Home } from '../pages/home/page.tsx'
import { homeQueries } from '../pages/home/queries.ts'
import type { FirstQuery, Loadable } from './loadable.ts'

export interface PageEntry extends Loadable {
  /** Below /console. */
  path: string
  /** Without a use for others, whom it says so. */
  isForOperators?: boolean
  /** The page's first queries for an operator; begun beside the session (start-page.ts). */
  operatorQueries?: () => FirstQuery[]
}

/** Every page. The first comes with the shell, which saves its visitors a round trip; the others are loaded when visited. */
export const pages: readonly PageEntry[] = [
  { path: '/', load: async () => ({ Page: Home }), operatorQueries: homeQueries },
  { path: '/workspaces', load: () => import('../pages/workspaces/page.tsx') },
  {
    path: '/workspaces/:workspaceId/deliveries/:deliveryId',
    load: () => import('../pages/delivery/page.tsx'),
  },
  { path: '/workspaces/:workspaceId/events/:eventId', load: () => import('../pages/event/page.tsx') },
  { path: '/workspaces/:workspaceId/:tab?', load: () => import('../pages/workspace/page.tsx') },
  {
    path: '/workspaces/:workspaceId/webhooks/:webhookId',
    load: () => import('../pages/webhook/page.tsx'),
  },
  { path: '/webhooks', isForOperators: true, load: () => import('../pages/webhooks/page.tsx') },
  { path: '/event-types', load: () => import('../pages/event-types/page.tsx') },
  { path: '/deliveries', isForOperators: true, load: () => import('../pages/deliveries/page.tsx') },
  { path: '/explain', load: () => import('../pages/explain/page.tsx') },
  { path: '/users', load: () => import('../pages/users/page.tsx') },
  { path: '/users/:userId', load: () => import('../pages/user/page.tsx') },
  { path: '/verify', load: () => import('../pages/verify/page.tsx') },
  { path: '/catalog', load: () => import('../pages/catalog/page.tsx') },
  { path: '/requests', load: () => import('../pages/requests/page.tsx') },
  { path: '/requests/:requestId', load: () => import('../pages/request/page.tsx') },
  { path: '/access', isForOperators: true, load: () => import('../pages/access/page.tsx') },
]

/** A target of the navigation, of the palette and of `g` + letter. */
export interface Destination {
  path: string
  title: () => string
  letter: string
  isForOperators?: boolean
}

export const destinations: readonly Destination[] = [
  { path: '/', title: () => words.home.title, letter: 'o', isForOperators: true },
  { path: '/workspaces', title: () => words.shell.workspaces, letter: 'w' },
  { path: '/users', title: () => words.shell.users, letter: 'u' },
  { path: '/catalog', title: () => words.shell.catalog, letter: 'c' },
  { path: '/webhooks', title: () => words.shell.webhooks, letter: 'h', isForOperators: true },
  { path: '/deliveries', title: () => words.deliveries.title, letter: 'd', isForOperators: true },
  { path: '/requests', title: () => words.requests.title, letter: 'r' },
  { path: '/explain', title: () => words.explain.title, letter: 'y' },
  { path: '/verify', title: () => words.shell.verify, letter: 'v' },
  { path: '/access', title: () => words.shell.access, letter: 'a', isForOperators: true },
]
