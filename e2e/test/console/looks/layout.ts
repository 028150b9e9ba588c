import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { WatchedPage } from '../../../src/console/browser.ts'
import { pageReady } from '../../../src/console/page-ready.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { signInLink } from '../../../src/console/signed-in.ts'
import { created, newTenant, type Resource, type Tenant } from '../../../src/tenant.ts'

describe('the layout of the console', () => {
  const suite = setUpShared()
  let tenant: Tenant
  let webhook: Resource
  before(async () => {
    tenant = await newTenant(suite.plinth)
    const fields = { url: 'http://127.0.0.1:18999/orders', events: ['workspace.updated'] }
    webhook = created(await tenant.api.post('/webhooks', fields))
    await tenant.api.patch(`/workspaces/${tenant.workspace.id}`, { name: 'Werkstatt' })
  })

  const open = async (watched: WatchedPage, part: string) => {
    await watched.page.goto(`${suite.plinth.url}/console${part}`)
    await pageReady(watched.page)
  }
  const inWorkspace = (part: string) => `/workspaces/${tenant.workspace.id}${part}`
  const signedInFrom = async (locale: string) => {
    const watched = await WatchedPage.open(suite, undefined, locale)
    await watched.page.goto(await signInLink(suite.plinth))
    await pageReady(watched.page)
    return watched
  }

  it('names the part of a workspace in the title of the tab', async () => {
    const watched = await signedInFrom('en-GB')
    const titles = new Map<string, string>()
    for (const part of ['', '/members', '/webhooks']) {
      await open(watched, inWorkspace(part))
      titles.set(part, await watched.page.title())
    }
    assert.deepEqual(
      [...titles.values()],
      ['Overview · Werkstatt · Plinth', 'Members · Werkstatt · Plinth', 'Webhooks · Werkstatt · Plinth'],
    )
    await watched.close()
  })

  it('keeps the account beside the search at 1280 px, also where a scroll bar takes some of it', async () => {
    for (const locale of ['en-GB', 'de-DE']) {
      const watched = await signedInFrom(locale)
      const { page } = watched
      for (const width of [1280, 1265]) {
        await page.setViewportSize({ width, height: 800 })
        const boxes = await page
          .getByRole('banner')
          .getByRole('button')
          .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().toJSON()))
        const [search, account] = boxes
        assert.ok(account.top < search.bottom, `${locale}, ${width} px: the account is below the search`)
        const links = page.getByRole('banner').getByRole('navigation').getByRole('link')
        const tops = await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().top))
        assert.equal(new Set(tops).size, 1, `${locale}, ${width} px: the navigation takes two lines`)
      }
      await watched.close()
    }
  })

  it('keeps "choose all" at 320 px, which is 1280 at 400 %', async () => {
    const watched = await signedInFrom('en-GB')
    const { page } = watched
    await page.setViewportSize({ width: 320, height: 568 })
    await open(watched, inWorkspace('/deliveries'))
    const rows = page.getByRole('checkbox', { name: /^Choose workspace\.updated/ })
    await rows.first().waitFor()
    const all = page.getByRole('checkbox', { name: 'Choose all of this page' })
    await all.check()
    assert.equal(await rows.first().isChecked(), true)
    const label = page.getByRole('main').getByText('Choose all of this page')
    const box = await label.boundingBox()
    assert.ok(box !== null && box.height < 32, `the label is ${box?.height} px high`)
    await label.click()
    assert.equal(await rows.first().isChecked(), false)
    await watched.assertSound('deliveries-choose-all')
    watched.assertQuiet()
    await watched.close()
  })

  // WebKit gives screen readers the headers of a row alone that is displayed as one.
  it('keeps the row of headers a row at 320 px', async () => {
    const watched = await signedInFrom('en-GB')
    const { page } = watched
    await page.setViewportSize({ width: 320, height: 568 })
    await open(watched, inWorkspace('/webhooks'))
    await page.getByRole('rowheader').first().waitFor()
    const displayed = await page.evaluate<string[]>(
      `['thead', 'thead tr'].map((part) => getComputedStyle(document.querySelector('main ' + part)).display)`,
    )
    assert.deepEqual(displayed, ['table-header-group', 'table-row'])
    assert.ok((await page.getByRole('columnheader').count()) > 3)
    await watched.close()
  })

  it('draws the button of the menu of a row with a contrast of 3 : 1, light and dark', async () => {
    const watched = await signedInFrom('en-GB')
    const { page } = watched
    await open(watched, inWorkspace('/keys'))
    const menu = page.getByRole('button', { name: 'Actions for Production' })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const contrast = await contrastIn(page, await menu.screenshot())
      assert.ok(contrast >= 3, `${colorScheme}: ${contrast.toFixed(2)}`)
    }
    await watched.close()
  })

  /** The contrast of the lightest and the darkest pixel of a screenshot (WCAG 1.4.11). */
  const contrastIn = (page: Page, screenshot: Buffer) =>
    page.evaluate<number>(`(async () => {
      const image = Object.assign(new Image(), { src: 'data:image/png;base64,${screenshot.toString('base64')}' })
      await image.decode()
      const { width, height } = image
      const on = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')
      on.drawImage(image, 0, 0)
      const linear = (part) => (part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4)
      const { data } = on.getImageData(0, 0, width, height)
      const lights = Array.from({ length: width * height }, (_, at) => {
        const [red, green, blue] = [...data.slice(4 * at, 4 * at + 3)].map(linear)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      })
      return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)
    })()`)

  it('prints in the light colours, whatever look is chosen', async () => {
    const watched = await signedInFrom('en-GB')
    const { page } = watched
    const colours = () =>
      page.evaluate<string>(
        `(({ color, backgroundColor }) => color + ' ' + backgroundColor)(getComputedStyle(document.body))`,
      )
    const light = await colours()
    await page.evaluate(`document.documentElement.dataset.theme = 'dark'`)
    assert.notEqual(await colours(), light)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await colours(), light)
    await watched.close()
  })

  it('reads each placeholder well, light and dark', async () => {
    const watched = await signedInFrom('en-GB')
    const { page } = watched
    await page.keyboard.press('Control+k')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const [placeholder, hint] = await page.evaluate<string[]>(`(() => {
        const field = document.querySelector('dialog input')
        const hint = Object.assign(document.createElement('p'), { className: 'muted' })
        field.after(hint)
        const colours = [getComputedStyle(field, '::placeholder').color, getComputedStyle(hint).color]
        hint.remove()
        return colours
      })()`)
      // Of which axe measures the contrast.
      assert.equal(placeholder, hint, colorScheme)
    }
    await watched.close()
  })

  it('gives each link that stands alone a target of 24 px', async () => {
    const watched = await signedInFrom('en-GB')
    const { page } = watched
    const heightOf = async (name: string) => {
      const box = await page.getByRole('link', { name, exact: true }).first().boundingBox()
      return box?.height ?? 0
    }
    const low: string[] = []
    const measure = async (path: string, ...names: string[]) => {
      await open(watched, path)
      for (const name of names) if ((await heightOf(name)) < 24) low.push(`${path} ${name}`)
    }
    await measure(inWorkspace('/webhooks'), 'Plinth', 'Event types')
    await measure(inWorkspace(`/webhooks/${webhook.id}`), 'Webhooks of the workspace', 'Deliveries')
    await measure(`/users/${tenant.user.id}`, 'All users')
    assert.deepEqual(low, [])
    await watched.close()
  })
})
