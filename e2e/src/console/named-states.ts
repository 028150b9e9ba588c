import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

interface NamedState {
  /** Of its page. */
  heading: string | RegExp
  /** The tab of a workspace that is open. */
  tab?: string
  /** Texts in the page that no other state of it has. */
  shows: readonly (string | RegExp)[]
  /** A call of it failed, and the page says so. */
  hasFailed?: boolean
}

const workspace = /^(Acme|Zero|Nought|Nil|One|Two|Three|Name)/
const ofWorkspace = (tab: string, ...shows: NamedState['shows']): NamedState => ({ heading: /./, tab, shows })

/** States whose screenshots a person looks at before a release, in every look: filled, empty, failing, refused, held. */
const states: Readonly<Record<string, NamedState>> = {
  'sign-in': { heading: 'Sign in', shows: ['API key'] },
  home: { heading: 'Home', shows: ['Difference', /^Unhealthy webhooks$/, '95 of 100'] },
  workspaces: { heading: 'Workspaces', shows: [/^Acme/, /^1–\d+ of \d+$/] },
  'workspaces-hidden': { heading: 'Workspaces', shows: ['No entry matches the filters.'] },
  workspace: { heading: workspace, tab: 'Overview', shows: ['Changed', 'Difference'] },
  'workspace-missing': { heading: 'Workspace', shows: ['The call failed'], hasFailed: true },
  keys: ofWorkspace('API keys', 'Production'),
  members: ofWorkspace('Members', 'carol@example.test'),
  settings: ofWorkspace('Settings', '4711', 'pilot'),
  plan: ofWorkspace('Plan', 'Starts'),
  entitlements: ofWorkspace('Entitlements', 'AI credits', /^until /, /^not included$/),
  'explain-denied': ofWorkspace('Why?', /^No: /, 'Strong and fast'),
  usage: ofWorkspace('Usage', /^80 %$/),
  webhooks: ofWorkspace('Webhooks', /\/healthy$/, /\/disabled$/),
  'webhook-healthy': { heading: /./, shows: [/^Resent: 5 queued\./] },
  'webhook-disabled': { heading: /./, shows: [/5 deliveries are held/] },
  deliveries: ofWorkspace('Deliveries', 'Delivered · 200'),
  delivery: { heading: 'workspace.updated', shows: ['Attempt 1', 'Attempt 6'] },
  'delivery-held': { heading: 'report.ready', shows: ['Somebody disabled it.'] },
  event: { heading: 'workspace.updated', shows: ['1 delivery'] },
  'request-denied': { heading: 'Request', shows: [/20,000 × api_calls asked/] },
  audit: ofWorkspace('Audit log', 'workspace.updated'),
  catalog: { heading: 'Catalogue', shows: ['AI credits', 'Export as a file'] },
  access: { heading: 'Access', shows: ['(this session)', 'Operator keys', 'Sessions'] },
}

export const namedStates: readonly string[] = Object.keys(states)

/** Asserts that the page shows the state of this name, where it is one of the named ones. */
export async function assertShowsState(page: Page, name: string): Promise<void> {
  const state = states[name]
  if (state === undefined) return
  const main = page.getByRole('main')
  const heading = (await main.getByRole('heading', { level: 1 }).textContent()) ?? ''
  if (typeof state.heading === 'string') assert.equal(heading, state.heading, name)
  else assert.match(heading, state.heading, name)
  if (state.tab !== undefined) {
    const open = main.getByRole('navigation', { name: 'Parts of the workspace' }).locator('[aria-current=page]')
    assert.equal(await open.textContent(), state.tab, name)
  }
  for (const shown of state.shows) {
    const text = main.getByText(shown).filter({ visible: true }).first()
    // Not every part of a page is there with its first text.
    await text.waitFor().catch((cause) => assert.fail(`${name} does not show ${shown}: ${cause}`))
  }
  const failures = await main.locator('.failure[role=alert]').count()
  assert.equal(failures > 0, state.hasFailed === true, `${name} ${failures > 0 ? 'has failed' : 'has not failed'}`)
}
