import { api } from '../api.ts'
import { created } from '../tenant.ts'
import type { Topology } from '../topology.ts'
import { type Look, WatchedPage } from './browser.ts'
import type { Suite } from './set-up.ts'

/** The address that signs an operator in, once. */
export async function signInLink({ url, operatorKey }: Pick<Topology, 'url' | 'operatorKey'>): Promise<string> {
  const link = created(await api(url, operatorKey).post('/sign-in-links', {}))
  return String(link['url'])
}

/** An operator in a browser of its own, at the list of workspaces. */
export async function signedIn(suite: Suite, look?: Look): Promise<WatchedPage> {
  const watched = await signedInAt(suite, '/workspaces', look)
  await watched.page.getByRole('heading', { name: 'Workspaces' }).waitFor()
  return watched
}

/** An operator in a browser of its own, at this page below /console: the code signs in on any. */
export async function signedInAt(suite: Suite, path: string, look?: Look): Promise<WatchedPage> {
  const watched = await WatchedPage.open(suite, look)
  const { hash } = new URL(await signInLink(suite.plinth))
  await watched.page.goto(`${suite.plinth.url}/console${path}${hash}`)
  await watched.page.locator('#content').waitFor()
  return watched
}

/** Signs in with the key, in a browser of its own. */
export async function signedInWith(key: string, suite: Suite): Promise<WatchedPage> {
  const watched = await WatchedPage.open(suite)
  await signInByKey(key, suite.plinth, watched)
  return watched
}

/** Signs in with the key, as a person does, and goes to the list of workspaces. */
export async function signInByKey(key: string, { url }: Topology, watched: WatchedPage): Promise<void> {
  const { page } = watched
  await page.goto(`${url}/console`)
  await page.getByLabel('API key').fill(key)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Workspaces' }).click()
  await page.getByRole('heading', { name: 'Workspaces' }).waitFor()
}
