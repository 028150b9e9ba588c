import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { WatchedPage } from '../../../src/console/browser.ts'
import { everyPage } from '../../../src/console/every-page.ts'
import { type FullPlinth, fillPlinth } from '../../../src/console/full-plinth.ts'
import { goWithin, pageReady } from '../../../src/console/page-ready.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { signInLink } from '../../../src/console/signed-in.ts'
import { brokenWords, sideways, spaceText } from '../../../src/console/text-fit.ts'
import { created } from '../../../src/tenant.ts'

// A wide column takes its room from those beside it: an address, a URL and names here are as long as they may be.
describe('the words of the console', () => {
  const suite = setUpShared()
  let full: FullPlinth
  before(async () => {
    full = await fillPlinth(suite.plinth)
    const { operator, api, workspace } = full.customer
    const email = `${'first.second.'.repeat(4)}last@${'department.'.repeat(5)}example.test`
    const user = created(await operator.post('/users', { name: 'y'.repeat(200), email }))
    await operator.post(`/workspaces/${workspace.id}/members`, { user_id: user.id, role: 'member' })
    created(await api.post('/namespaces', { name: 'n'.repeat(200) }))
    const key = { name: 'k'.repeat(200), user_id: user.id, scopes: ['read:all'] }
    created(await operator.post('/api-keys', key, { workspace: workspace.id }))
    created(await operator.post('/operator-keys', { name: 'o'.repeat(200), scopes: ['read:all'] }))
    const url = `${full.receiver.url}/healthy/${'of-orders-and-invoices/'.repeat(4)}${'x'.repeat(80)}`
    created(await api.post('/webhooks', { url, events: ['workspace.updated'] }))
    await operator.patch(`/workspaces/${workspace.id}`, { name: 'Acme Four' })
  })
  after(() => full?.receiver.close())

  const signedInFrom = async (locale: string) => {
    const watched = await WatchedPage.open(suite, undefined, locale)
    await watched.page.goto(await signInLink(suite.plinth))
    await pageReady(watched.page)
    return watched
  }

  for (const locale of ['en-GB', 'de-DE'])
    it(`stay whole at 1280 px, in buttons and badges at 320, too, and fit every page between, in ${locale}`, async () => {
      const watched = await signedInFrom(locale)
      const { page } = watched
      const faults: string[] = []
      for (const pattern of everyPage) {
        const path = full.path(pattern)
        await goWithin(page, `${suite.plinth.url}/console${path === '/' ? '' : path}`)
        const look = async (width: number, within: string | undefined, how = '') => {
          await page.setViewportSize({ width, height: 800 })
          const where = `${pattern}, ${width} px${how}`
          for (const word of within === undefined ? [] : await brokenWords(page, within))
            faults.push(`${where}: ${word}`)
          const beyond = await sideways(page)
          if (beyond > 0) faults.push(`${where}: scrolls sideways by ${beyond} px`)
        }
        await look(320, 'button, .badge, .conservation')
        for (const width of [641, 768, 1024]) await look(width, undefined)
        await look(1280, 'body')
        await spaceText(page, true)
        await look(1280, undefined, ' and wide text')
        await spaceText(page, false)
      }
      assert.deepEqual(faults, [])
      watched.assertQuiet()
      await watched.close()
    })
})
