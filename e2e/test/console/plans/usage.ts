import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import { api } from '../../../src/api.ts'
import { copiedLink } from '../../../src/console/copied-link.ts'
import { addCredits, type CountedTenant, newCountedTenant } from '../../../src/console/counted.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { testShownPages } from '../../../src/console/shown-pages.ts'
import { signedIn, signedInAt } from '../../../src/console/signed-in.ts'
import { created, newTenant, type Tenant } from '../../../src/tenant.ts'

describe('the usage of a workspace', () => {
  const suite = setUpShared()
  let tenant: CountedTenant
  let unused: Tenant
  before(async () => {
    await addCredits(suite.plinth)
    tenant = await newCountedTenant(suite.plinth)
    unused = await newTenant(suite.plinth)
    for (const quantity of [300, 550, 60, -20]) await tenant.use(quantity)
    await eventually(async () => assert.match((await tenant.api.get('/usage?group_by=key')).text, /"group":"key_/))
  })
  const usage = (of: Tenant, query = '') => `/workspaces/${of.workspace.id}/usage${query}`
  const refused = [/Failed to load resource: .* 4\d\d/]

  testShownPages(suite, [
    {
      name: 'usage',
      path: () => usage(tenant, '?range=24h'),
      text: /^80 %$/,
      lists: ['All counted features', 'Limits that were told'],
    },
    { name: 'usage-by-key', path: () => usage(tenant, '?group=key'), text: /^key_/, lists: ['Requests by API key'] },
    { name: 'usage-empty', path: () => usage(unused), text: 'This workspace has nothing that is counted.' },
    {
      name: 'usage-failing',
      path: () => usage(tenant, '?until=0000-01-01T00:00:00.000Z'),
      text: 'The call failed',
      complaints: refused,
    },
  ])

  it('is drawn under the strict policy: no style element, no markup from text, and no file before a chart is shown', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const drawing = () => watched.requests.filter((url) => /\/assets\/chart-drawing-/.test(url))
    assert.deepEqual(drawing(), [])
    const answer = await page.goto(`${suite.plinth.url}/console${usage(tenant)}`)
    assert.match(
      answer?.headers()['content-security-policy'] ?? '',
      /style-src 'self';.*require-trusted-types-for 'script'/,
    )
    await page.getByRole('slider', { name: 'Usage of AI credits' }).locator('canvas').waitFor()
    assert.equal(drawing().length, 1)
    assert.equal(await page.locator('style').count(), 0)
    watched.assertQuiet()
    // The policy that nothing was reported of does bite here.
    const refusal = page.evaluate(`document.createElement('p').innerHTML = '<b>x</b>'`)
    await assert.rejects(refusal, /TrustedHTML/)
    watched.assertQuiet(/policy: require-trusted-types-for/, /TrustedHTML/)
    await watched.close()
  })

  it('has a chart in the colours and the width of the page, that nothing moves by itself', async () => {
    const watched = await signedInAt(suite, usage(tenant, '?range=24h'))
    const { page } = watched
    const canvas = page.getByRole('slider', { name: 'Usage of AI credits' }).locator('canvas')
    await canvas.waitFor()
    const drawn = () => page.evaluate<string>('document.querySelector("canvas").toDataURL()')
    const light = await drawn()
    await page.emulateMedia({ colorScheme: 'dark' })
    await eventually(async () => assert.notEqual(await drawn(), light))
    const wide = (await canvas.boundingBox())?.width ?? 0
    await page.setViewportSize({ width: 360, height: 800 })
    await eventually(async () => assert.ok(((await canvas.boundingBox())?.width ?? 360) < 360))
    assert.ok(wide > 900, `${wide}`)
    assert.equal(await page.evaluate('document.getAnimations().length'), 0)
    watched.assertQuiet()
    // A limit that was told leads to its event.
    await page.getByRole('row', { name: /^80 %/ }).getByRole('link').click()
    await page.getByText('entitlement.limit_warning').first().waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('has its numbers, where the file that draws is not there', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await page.route('**/assets/chart-drawing-*.js', (route) => route.fulfill({ status: 404 }))
    await page.goto(`${suite.plinth.url}/console${usage(tenant)}`)
    await page.getByText('The chart could not be loaded.').first().waitFor()
    // Charts come one after the other: the first one is not always that of the credits.
    const ofCredits = page.locator('figcaption').getByText('Usage of AI credits')
    const chart = page.locator('figure').filter({ has: ofCredits })
    await chart.getByText('The numbers as a table').click()
    await chart.getByRole('table').getByText('890 credits').first().waitFor()
    await watched.assertSound('usage-not-drawn')
    watched.assertQuiet(/Failed to load resource: .* 404/)
    await watched.close()
  })

  it('says each value to the arrow keys, and steps where a boost begins', async () => {
    const own = await newCountedTenant(suite.plinth)
    await own.use(400)
    const watched = await signedInAt(suite, usage(own, '?range=24h'))
    const { page } = watched
    const chart = page.getByRole('slider', { name: 'Usage of AI credits' })
    await chart.locator('canvas').waitFor()
    const saidAt = async (key: string, pattern: RegExp) => {
      await chart.focus()
      await chart.press(key)
      await eventually(async () => assert.match((await chart.getAttribute('aria-valuetext')) ?? '', pattern))
    }
    await saidAt('Home', /Used –, Limit 1,000 credits/)
    await saidAt('ArrowRight', /Used 0 credits, Limit 1,000 credits/)
    await page.getByText('The numbers as a table').first().click()
    const numbers = page.getByRole('table', { name: 'Usage of AI credits' })
    await numbers.getByText('1,000 credits').first().waitFor()
    assert.equal(await numbers.getByText('1,500 credits').count(), 0)

    const boost = { feature: 'ai.credits', type: 'add_limit', limit: 500, duration: 'permanent' }
    created(await api(suite.plinth.url, suite.plinth.operatorKey).post(`/workspaces/${own.workspace.id}/boosts`, boost))
    await page.reload()
    await chart.locator('canvas').waitFor()
    await page.getByText('The numbers as a table').first().click()
    const limits = await numbers.getByRole('row').allTextContents()
    const steps = limits.flatMap((row) => /1,[05]00 credits/.exec(row) ?? [])
    assert.deepEqual([...new Set(steps)], ['1,000 credits', '1,500 credits'])
    assert.deepEqual(steps, steps.toSorted())
    await page
      .getByRole('row', { name: /AI credits ai\.credits/ })
      .getByText('1,500 credits')
      .waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('keeps range, bucket and feature in the URL, and a fixed end with "until"', async () => {
    const watched = await signedInAt(suite, usage(tenant))
    const { page } = watched
    await page.getByLabel('Range').selectOption('7d')
    await page.getByLabel('A point for each').selectOption('day')
    await page.getByRole('link', { name: 'AI credits' }).click()
    const query = 'feature=ai.credits&range=7d&bucket=day'
    await page.waitForURL(`**/usage?*`)
    assert.deepEqual(
      [...new URL(page.url()).searchParams].map((pair) => pair.join('=')).sort(),
      query.split('&').sort(),
    )
    await page.reload()
    assert.equal(await page.getByLabel('Range').inputValue(), '7d')
    const before = Date.now()
    const copied = new URL(await copiedLink(page)).searchParams
    const until = Date.parse(copied.get('until') ?? '')
    assert.ok(before <= until && until <= Date.now(), `${copied}`)
    copied.delete('until')
    assert.deepEqual([...copied].map((pair) => pair.join('=')).sort(), query.split('&').sort())
    assert.equal(await page.getByLabel('A point for each').inputValue(), 'day')
    await page.getByLabel('Until').fill('2026-01-05T10:00')
    await page.waitForURL(/until=2026-01-05T/)
    assert.equal(await copiedLink(page), page.url())
    await page.getByText('The numbers as a table').first().click()
    await page.getByRole('table', { name: 'Usage of AI credits' }).getByText('5 Jan 2026').first().waitFor()
    watched.assertQuiet()
    await watched.close()
  })
})
