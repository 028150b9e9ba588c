import type { BrowserContext, Page } from '../../e2e/src/console/set-up.ts'
import type { Row } from '../report/comparison.ts'

/** The Plinth and the workspace that are measured. */
export interface Seen {
  /** Of the console. */
  url: string
  workspaceId: string
  /** How many it has. */
  deliveries: number
}

// A page is usable once it has its heading and waits for nothing.
const usable = '#content:has(h1):not(:has(.loading, [aria-busy=true]))'

/** From the next document on: notes when it is usable, its longest task and its slowest interaction; tells `tellUsable`, if that is there. */
export const markUsable = (page: Page): Promise<unknown> =>
  page.addInitScript(`(() => {
    const seen = (globalThis.seen = { usable: 0, task: 0, interaction: 0 })
    const look = () => {
      if (seen.usable !== 0 || document.querySelector('${usable}') === null) return
      seen.usable = performance.now()
      globalThis.tellUsable?.(String(seen.usable))
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })
    const longest = (name, of) => (list) => { for (const entry of list.getEntries()) if (of(entry)) seen[name] = Math.max(seen[name], entry.duration) }
    new PerformanceObserver(longest('task', () => true)).observe({ type: 'longtask' })
    new PerformanceObserver(longest('interaction', ({ interactionId }) => interactionId > 0)).observe({ type: 'event', durationThreshold: 16 })
  })()`)

/** Since the document was asked for. */
export async function usableMs(page: Page): Promise<number> {
  await page.locator(usable).waitFor()
  return page.evaluate<number>('seen.usable')
}

export const atMost = (what: string, unit: Row['unit'], figure: number, bound: number): Row => ({
  ...{ what, unit, ours: [figure], failed: 0 },
  goal: { atMost: bound },
})

/** Every page of the navigation, the palette, a form and filters, one after the other. */
export async function interactions(context: BrowserContext, { url, workspaceId }: Seen): Promise<Row[]> {
  const page = await context.newPage()
  await markUsable(page)
  await page.goto(url)
  await page.locator(usable).waitFor()
  const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
  for (const link of await links.all()) {
    await link.click()
    await page.locator(usable).waitFor()
  }
  await page.keyboard.press('Control+k')
  await page.keyboard.type('acme')
  await page.keyboard.press('Escape')
  await page.goto(`${url}/workspaces/${workspaceId}`)
  await page.locator(usable).waitFor()
  for (const tab of await page.getByRole('navigation', { name: 'Parts of the workspace' }).getByRole('link').all()) {
    await tab.click()
    await page.locator(usable).waitFor()
  }
  const slowest = await page.evaluate<number>('new Promise((done) => setTimeout(() => done(seen.interaction), 500))')
  await page.close()
  return [atMost('console: slowest interaction, every page and tab visited', 'ms', Math.max(slowest, 16), 150)]
}

const perPage = 50

/** Its first rows, and then page by page until a hundredth of them have been seen: 10,000 of 10⁶. */
export async function longList(context: BrowserContext, { url, workspaceId, deliveries }: Seen): Promise<Row[]> {
  const page = await context.newPage()
  await markUsable(page)
  const devtools = await context.newCDPSession(page)
  await page.goto(`${url}/workspaces/${workspaceId}/deliveries`)
  const first = await usableMs(page)
  await page.evaluate('seen.task = 0')
  const older = page.getByRole('button', { name: 'Older' })
  const seen = Math.ceil(deliveries / 100)
  for (let rows = perPage; rows < seen; rows += perPage) {
    const before = page.url()
    await older.click()
    await page.waitForURL((to) => to.href !== before)
    await page.locator(usable).waitFor()
  }
  const task = await page.evaluate<number>('seen.task')
  const nodes = await page.locator('main tbody tr').count()
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await page.close()
  const of = `of ${deliveries.toLocaleString('en')} deliveries`
  return [
    atMost(`console: first rows ${of}`, 'ms', first, 700),
    atMost(`console: rows in the page after ${seen.toLocaleString('en')} were seen`, 'rows', nodes, 600),
    atMost('console: heap then', 'MB', usedSize / 1_048_576, 100),
    atMost('console: longest task until then', 'ms', Math.max(task, 1), 150),
  ]
}

/** From the link to its delivery until a payload of 1 MiB is drawn. */
export async function largePayload(context: BrowserContext, { url, workspaceId }: Seen): Promise<Row[]> {
  const rows = Array.from({ length: 8_000 }, (_, n) => ({ id: `row_${n}`, note: 'x'.repeat(100), deep: [[[n]]] }))
  const payload = { rows, text: 'y'.repeat(50_000) }
  const page = await context.newPage()
  await page.route('**/deliveries/del_*', async (route) => {
    const response = await route.fetch()
    const { data } = (await response.json()) as { data: object }
    await route.fulfill({ response, json: { data: { ...data, payload } } })
  })
  await page.goto(`${url}/workspaces/${workspaceId}/deliveries`)
  await page.locator('main tbody th a').first().waitFor()
  const took = await page.evaluate<number>(`new Promise((done, fail) => {
    setTimeout(() => fail(new Error('no payload was drawn in 60 s: ' + document.querySelector('main').innerText)), 60_000)
    const since = performance.now()
    const look = new MutationObserver(() => {
      if (document.querySelector('.json li') === null) return
      look.disconnect()
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - since)))
    })
    look.observe(document, { subtree: true, childList: true })
    document.querySelector('main tbody th a').click()
  })`)
  await page.close()
  return [atMost('console: a payload of 1 MiB, opened', 'ms', took, 500)]
}
