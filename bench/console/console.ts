import { webhookReceiver } from '@plinth/testkit'
import { api } from '../../e2e/src/api.ts'
import { type Browser, type BrowserContext, launchBrowser } from '../../e2e/src/console/set-up.ts'
import { signInLink } from '../../e2e/src/console/signed-in.ts'
import { created, newTenant } from '../../e2e/src/tenant.ts'
import type { MeshPlinth } from '../plinths/plinths.ts'
import type { Effort, Row } from '../report/comparison.ts'
import { fillHistory } from '../webhooks/fill.ts'
import { openBenchDatabase } from '../webhooks/harness.ts'
import { firstPage } from './first-page.ts'
import { interactions, largePayload, longList, type Seen } from './use.ts'

/** Tenants beside the one that is looked at. */
const othersMax = 30

/** Waiting times of a user of the console, in Chromium beside the servers, against their budgets. */
export async function consoleRows(
  plinth: MeshPlinth,
  { customers, deliveries }: { customers: number; deliveries: number },
  { passes }: Effort,
): Promise<Row[]> {
  const operator = api(plinth.url, plinth.operatorKey)
  const tenant = await newTenant(plinth)
  // It answers 200: home would ask for the webhooks that fail, too.
  const receiver = await webhookReceiver()
  const webhook = created(await tenant.api.post('/webhooks', { url: receiver.url, events: ['*'] }))
  const database = openBenchDatabase(plinth.webhooksDatabase, 2)
  await fillHistory(database, [{ workspaceId: tenant.workspace.id, endpointId: webhook.id }], deliveries)
  await database.query({ text: 'ANALYZE delivery', values: [] })
  await database.close()
  for (let at = 0; at < Math.min(othersMax, customers); at++) await newTenant(plinth)
  await operator.post(`/workspaces/${tenant.workspace.id}/packages`, { package: 'free' })

  const browser = await launchBrowser()
  const seen: Seen = { url: `${plinth.url}/console`, workspaceId: tenant.workspace.id, deliveries }
  const measured: Row[][] = []
  try {
    for (let pass = 0; pass < passes; pass++)
      for (const measure of [firstPage, interactions, longList, largePayload]) {
        const context = await signedIn(browser, plinth)
        measured.push(await measure(context, seen))
        await context.close()
      }
  } finally {
    await browser.close()
    await receiver.close()
  }
  return joined(measured.flat())
}

async function signedIn(browser: Browser, plinth: MeshPlinth): Promise<BrowserContext> {
  const first = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
  const page = await first.newPage()
  await page.goto(await signInLink(plinth))
  await page.locator('#content h1').waitFor()
  const state = await first.storageState()
  await first.close()
  // Nothing is in its cache.
  return browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', storageState: state })
}

/** Rows of the same name are passes of one. */
function joined(rows: readonly Row[]): Row[] {
  const byName = Map.groupBy(rows, ({ what }) => what)
  return [...byName.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ ...first, ours: [first, ...more].flatMap(({ ours }) => ours) }],
  )
}
