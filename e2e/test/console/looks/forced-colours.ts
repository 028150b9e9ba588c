import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import type { WatchedPage } from '../../../src/console/browser.ts'
import { type FullPlinth, fillPlinth } from '../../../src/console/full-plinth.ts'
import { goWithin, pageReady } from '../../../src/console/page-ready.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { signedIn } from '../../../src/console/signed-in.ts'

// The browser gives every ground one colour then, unless the style says otherwise.
describe('the console in forced colours', () => {
  const suite = setUpShared()
  let full: FullPlinth
  let watched: WatchedPage
  before(async () => {
    full = await fillPlinth(suite.plinth)
    watched = await signedIn(suite)
    await watched.page.emulateMedia({ forcedColors: 'active' })
  })
  after(async () => {
    await watched?.close()
    await full?.receiver.close()
  })

  const open = (pattern: string) => {
    const path = full.path(pattern)
    return goWithin(watched.page, `${suite.plinth.url}/console${path === '/' ? '' : path}`)
  }
  /** How each element that the selector names is painted, in an element that an expression names. */
  const looksOf = (selector: string, within = 'document') =>
    watched.page.evaluate<string[]>(`[...${within}.querySelectorAll(${JSON.stringify(selector)})].map((one) => {
      const { backgroundColor, backgroundImage, color, borderBlockStartStyle } = getComputedStyle(one)
      return [backgroundColor, backgroundImage, color, borderBlockStartStyle].join()
    })`)
  const assertDiffer = async (selector: string, least: number, within?: string) => {
    const looks = await looksOf(selector, within)
    assert.ok(looks.length >= least, `${looks.length} of ${selector}`)
    assert.equal(new Set(looks).size, looks.length, `${selector}: ${looks.join(' | ')}`)
  }

  it('tells the states of deliveries apart', async () => {
    await open('/')
    await watched.page.locator('.conserved span').first().waitFor()
    await assertDiffer('.conservation .mark', 5)
    await assertDiffer('.conserved span', 2)
  })

  it('tells the page and the part that are shown from the others', async () => {
    await open('/workspaces/:workspaceId/keys')
    for (const bar of ['header nav', '.tabs']) {
      const [here] = await looksOf(`${bar} a[aria-current]`)
      const others = await looksOf(`${bar} a:not([aria-current])`)
      assert.ok(here !== undefined && !others.includes(here), `${bar}: ${here}`)
    }
  })

  it('tells the phases of an attempt apart', async () => {
    await open('/workspaces/:workspaceId/deliveries/:deliveryId')
    await assertDiffer('.phases .phase', 4)
  })

  it('tells the series of charts apart, in the drawing as in the legend', async () => {
    for (const pattern of ['/workspaces/:workspaceId/webhooks/:webhookId', '/workspaces/:workspaceId/usage'] as const) {
      // Attempts are counted soon after they ended.
      await eventually(async () => {
        await open(pattern)
        await watched.page.reload()
        await pageReady(watched.page)
        assert.ok((await watched.page.locator('.chart').count()) > 0)
      })
      await watched.page.locator('.chart canvas').first().waitFor()
      const charts = await watched.page.locator('.chart').count()
      for (let at = 0; at < charts; at++) await assertDiffer('.swatch', 2, `document.querySelectorAll('.chart')[${at}]`)
    }
    assert.ok((await huesDrawn()) >= 2, 'used and limit are drawn in one colour')
  })

  /** Hues that are drawn on the first canvas. */
  const huesDrawn = () =>
    watched.page.evaluate<number>(`(() => {
      const canvas = document.querySelector('.chart canvas')
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
      const hues = new Set()
      for (let at = 0; at < data.length; at += 4) {
        const [red, green, blue, alpha] = data.slice(at, at + 4)
        const most = Math.max(red, green, blue)
        const isGrey = most - Math.min(red, green, blue) <= 60
        if (alpha === 255 && !isGrey) hues.add(red === most ? 'red' : green === most ? 'green' : 'blue')
      }
      return hues.size
    })()`)

  it('shows which entry of the palette is chosen', async () => {
    const { page } = watched
    await page.keyboard.press('Control+k')
    await page.locator('.choices [role=option]').nth(1).waitFor()
    const [chosen, ...others] = await looksOf('.choices [role=option]')
    assert.ok(!others.includes(chosen ?? ''), chosen)
  })
})
