import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import type { Page } from 'playwright-core'
import { api } from '../../src/api.ts'
import { type PlinthBehindProxy, startBehindProxy } from '../../src/console/behind-proxy.ts'
import { WatchedPage } from '../../src/console/browser.ts'
import { copiedLink } from '../../src/console/copied-link.ts'
import { everyPage, patternOf } from '../../src/console/every-page.ts'
import { type FullPlinth, fillPlinth } from '../../src/console/full-plinth.ts'
import { narrowListBy, shownFilters } from '../../src/console/generated-filters.ts'
import { hiddenIn } from '../../src/console/hostile-texts.ts'
import { speakLongWords } from '../../src/console/long-words.ts'
import { pageFaults } from '../../src/console/page-faults.ts'
import { goWithin, pageReady, rowsOf } from '../../src/console/page-ready.ts'
import { setUp } from '../../src/console/set-up.ts'
import { readOnly } from '../../src/console/shown-pages.ts'
import { signInLink } from '../../src/console/signed-in.ts'
import { cutOff, sideways } from '../../src/console/text-fit.ts'
import { seeded } from '../../src/random.ts'
import { created } from '../../src/tenant.ts'

const narrow = { width: 320, height: 256 }
const wide = { width: 1280, height: 800 }

// The list of pages is read from the console's source: a new page is one of these without a word here.
describe('every page of the console, below a path of a web server, over HTTPS', () => {
  let plinth: PlinthBehindProxy
  const suite = setUp(async () => {
    plinth = await startBehindProxy({ GATEWAY_USAGE_FLUSH_MS: '200' })
    return plinth
  })
  let full: FullPlinth
  before(async () => {
    full = await fillPlinth(plinth)
  })
  after(() => full?.receiver.close())

  const home = () => `${plinth.publicUrl}/console`
  const opened = () => WatchedPage.open({ browser: suite.browser, plinth: { ...plinth, url: plinth.publicUrl } })
  const signedIn = async () => {
    const watched = await opened()
    await watched.page.goto(await signInLink(plinth))
    await pageReady(watched.page)
    return watched
  }
  const goTo = (page: Page, pattern: string) => {
    const path = full.path(pattern)
    return goWithin(page, home() + (path === '/' ? '' : path))
  }
  const headingOf = (page: Page) => page.locator('main h1').first().textContent()
  /** An address of each page that this one links to, by its pattern. */
  const linksOf = async (page: Page) => {
    const links = await page.evaluate<string[]>(
      `[...document.querySelectorAll('a[href]')].filter((a) => !a.matches('.skip')).map(({ href }) => href)`,
    )
    const pages = links.filter((href) => href.startsWith(home()))
    const outside = links.filter((href) => new URL(href).origin === new URL(home()).origin && !pages.includes(href))
    assert.deepEqual(
      outside.filter((href) => !href.startsWith(`${plinth.publicUrl}/docs`)),
      [],
    )
    const pathIn = (href: string) => decodeURI(new URL(href).pathname.slice(new URL(home()).pathname.length)) || '/'
    return new Map(pages.map((href) => [patternOf(pathIn(href)), href] as const))
  }

  it('keeps its session in a cookie for HTTPS and this host alone', async () => {
    const watched = await signedIn()
    const cookies = await watched.page.context().cookies()
    assert.deepEqual(
      cookies.map(({ name, secure, httpOnly, sameSite, path, domain }) => [
        name,
        secure,
        httpOnly,
        sameSite,
        path,
        domain,
      ]),
      [['__Host-plinth_session', true, true, 'Strict', '/', 'localhost']],
    )
    watched.assertQuiet()
    await watched.close()
  })

  it('is found by a crawl, opens, moves, reloads, and fits 320 px, which is 1280 at 400 %', async () => {
    const watched = await signedIn()
    const { page } = watched
    const found = new Set(['/'])
    const queue = ['/']
    const faults: string[] = []
    const titles = new Map<string, string>()
    for (let pattern = queue.shift(); pattern !== undefined; pattern = queue.shift()) {
      // Loaded by its address it was where it was found.
      await goTo(page, pattern)
      const heading = await headingOf(page)
      const title = await page.title()
      if (titles.has(title)) faults.push(`${pattern} has the title of ${titles.get(title)}`)
      titles.set(title, pattern)
      for (const fault of await pageFaults(page)) faults.push(`${pattern}: ${fault}`)
      for (const [to, href] of await linksOf(page)) {
        assert.ok(to !== undefined, `${href} on ${pattern} is no page`)
        if (found.has(to)) continue
        found.add(to)
        queue.push(to)
        await page.evaluate(`[...document.links].find(({ href }) => href === ${JSON.stringify(href)}).click()`)
        await page.waitForURL(href)
        await pageReady(page)
        const there = await headingOf(page)
        await page.reload()
        await pageReady(page)
        assert.equal(await headingOf(page), there, `from ${pattern} to ${to}`)
        await page.goBack()
        await pageReady(page)
        assert.equal(await headingOf(page), heading, `back from ${to}`)
      }
      await page.setViewportSize(narrow)
      await watched.assertSound(`every${pattern.replaceAll(/[/:]+/g, '-')}`)
      for (const fault of await pageFaults(page)) faults.push(`${pattern}, ${narrow.width} px: ${fault}`)
      await page.setViewportSize(wide)
      watched.assertQuiet()
    }
    assert.deepEqual([...found].sort(), [...everyPage].sort())
    assert.deepEqual(faults, [])
    await watched.close()
  })

  it('is seen by an operator who may only read, without a control that writes', async () => {
    const key = created(
      await api(plinth.url, plinth.operatorKey).post('/operator-keys', { name: 'Reader', scopes: ['read:all'] }),
    )
    const watched = await opened()
    const { page } = watched
    await page.goto(home())
    await page.getByLabel('API key').fill(String(key['key']))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await pageReady(page)
    const writes: string[] = []
    page.on('request', (request) => {
      const path = new URL(request.url()).pathname
      if (request.method() !== 'GET' && !path.includes('/entitlements/check'))
        writes.push(`${request.method()} ${path}`)
    })
    const faults: string[] = []
    for (const pattern of everyPage) {
      await goTo(page, pattern)
      if ((await page.locator('#content .failure[role=alert]').count()) > 0) faults.push(`${pattern} fails`)
      const buttons = await page.locator('#content button:enabled').allTextContents()
      for (const text of buttons) if (!readOnly.test(text.trim())) faults.push(`${pattern}: ${text}`)
    }
    assert.deepEqual(faults, [])
    assert.deepEqual(writes, [])
    watched.assertQuiet()
    await watched.close()
  })

  it('cuts off no word of a language whose words are 40 % longer, at 1280, 360 and 320 px', async (test) => {
    const watched = await signedIn()
    const { page } = watched
    await speakLongWords(page)
    await page.evaluate(`localStorage.setItem('plinth.language', 'de')`)
    await page.reload()
    let texts = 0
    const faults: string[] = []
    for (const pattern of everyPage) {
      await goTo(page, pattern)
      assert.match((await page.getByRole('navigation').first().textContent()) ?? '', /\[Homeme\]/)
      for (const size of [wide, { width: 360, height: 800 }, narrow]) {
        await page.setViewportSize(size)
        const cut = await cutOff(page)
        const beyond = await sideways(page)
        texts++
        for (const fault of cut) faults.push(`${pattern}, ${size.width} px: ${fault}`)
        if (beyond > 0) faults.push(`${pattern}, ${size.width} px: scrolls sideways by ${beyond} px`)
      }
      await page.setViewportSize(wide)
    }
    assert.deepEqual(faults, [])
    test.diagnostic(`${texts} views`)
    watched.assertQuiet()
    await watched.close()
  })

  it('with filters shows the same rows after a reload, back and forward, and in another browser by its link', async (test) => {
    const random = seeded()
    test.diagnostic(`SEED=${random.seed}`)
    const watched = await signedIn()
    const { page } = watched
    const other = await signedIn()
    const filtered: string[] = []
    for (const pattern of everyPage) {
      await goTo(page, pattern)
      if ((await shownFilters(page)).length === 0) continue
      filtered.push(pattern)
      assert.ok((await narrowListBy(page, random)) > 0, `${pattern}: no filter was set`)
      const hasLink = (await page.getByRole('button', { name: 'Copy link' }).count()) > 0
      const link = hasLink ? await copiedLink(page) : page.url()
      await other.page.goto(link)
      await pageReady(other.page)
      const rows = await rowsOf(other.page)
      const where = `${pattern}: ${link}`
      await eventually(async () => assert.deepEqual(await rowsOf(page), rows, where))
      await page.reload()
      await pageReady(page)
      assert.deepEqual(await rowsOf(page), rows, `reloaded ${where}`)
      await page.getByRole('navigation').first().getByRole('link', { name: 'Verify' }).click()
      await page.waitForURL('**/verify')
      await pageReady(page)
      await page.goBack()
      await eventually(async () => assert.deepEqual(await rowsOf(page), rows, `back to ${where}`))
      await page.goForward()
      await page.waitForURL('**/verify')
      await page.goBack()
      await eventually(async () => assert.deepEqual(await rowsOf(page), rows, `again back to ${where}`))
    }
    assert.ok(filtered.length >= 10, filtered.join())
    test.diagnostic(`lists: ${filtered.join(' ')}`)
    for (const one of [watched, other]) {
      // A text may be none that the field can have; the list says so.
      one.assertQuiet(/Failed to load resource: .* 400/)
      await one.close()
    }
  })

  // The last one: its names are longer than those that the others look at.
  it('shows the direction marks of names', async (test) => {
    const { operator, api: own, workspace, user } = full.customer
    const name = 'Gamma \u202Etxt'
    const key = { name, user_id: user.id, scopes: ['read:all'] }
    const answers = [
      await operator.patch(`/workspaces/${workspace.id}`, { name }),
      await operator.patch(`/users/${user.id}`, { name }),
      await own.post('/namespaces', { name, description: name }),
      await operator.post('/api-keys', key, { workspace: workspace.id }),
      await operator.post('/operator-keys', { name, scopes: ['read:all'] }),
    ]
    for (const { status, text } of answers) assert.ok(status < 300, text)
    const watched = await signedIn()
    const { page } = watched
    const hidden: string[] = []
    const shown: string[] = []
    for (const pattern of everyPage) {
      await goTo(page, pattern)
      for (const text of await hiddenIn(page)) hidden.push(`${pattern}: ${text}`)
      if ((await page.getByText('Gamma ⟨U+202E⟩txt').count()) > 0) shown.push(pattern)
    }
    test.diagnostic(`on ${shown.join(' ')}`)
    assert.deepEqual(hidden, [])
    assert.ok(shown.length >= 6, shown.join())
    watched.assertQuiet()
    await watched.close()
  })
})
