import assert from 'node:assert/strict'
import { it } from 'node:test'
import { api } from '../api.ts'
import { created } from '../tenant.ts'
import { looks, whereScreenshotsAre } from './browser.ts'
import { goWithin, pageReady } from './page-ready.ts'
import type { Suite } from './set-up.ts'
import { signedIn, signedInWith } from './signed-in.ts'

/** A page in one state. */
export interface ShownPage {
  /** Of its screenshots. */
  name: string
  /** Below /console. */
  path: () => string
  /** A heading or text that is there once the page is. */
  text: string | RegExp
  /** Names of all of its tables. */
  lists?: readonly string[]
  /** Messages of the browser about a call that fails. */
  complaints?: readonly RegExp[]
}

/** Buttons that change nothing. Every other one is taken for a control that writes. */
export const readOnly = new RegExp(
  `^(${[
    ...['Previous', 'Next', 'Newest', 'Older', 'Copy .+', 'Clear the filters', 'Try again', 'Hide', 'Close', 'Open'],
    ...['Show what it changed', 'Export( as a file)?', 'Verify', 'Ask', 'Add up the records'],
  ].join('|')})$`,
)

/**
 * Tests that every page is sound in every look, leaving a screenshot of each, and that it has no button that writes for
 * an operator who may only read.
 */
export function testShownPages(suite: Suite, pages: readonly ShownPage[]): void {
  it('are sound, light and dark, at 1280 and 360 px', async (test) => {
    test.diagnostic(whereScreenshotsAre)
    const watched = await signedIn(suite)
    for (const [at, { name, path, text, complaints = [] }] of pages.entries()) {
      // Every look is that of a load, in turn; and then that of a page to which a link leads, which costs a third of a load.
      const inTurn = [...looks.slice(at % looks.length), ...looks.slice(0, at % looks.length)]
      if (inTurn[0] !== undefined) await watched.show(inTurn[0])
      const url = `${suite.plinth.url}/console${path()}`
      if (at < looks.length) await watched.page.goto(url)
      else await goWithin(watched.page, url)
      await pageReady(watched.page)
      const widths = new Set<number>()
      for (const look of inTurn) {
        await watched.show(look)
        await watched.page.getByText(text).first().waitFor()
        await watched.assertSound(name, widths.has(look.width) ? 'colours' : 'everything')
        widths.add(look.width)
      }
      watched.assertQuiet(...complaints)
    }
    await watched.close()
  })

  it('of an operator who may only read have nothing that writes', async () => {
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    const reader = created(await operator.post('/operator-keys', { name: 'Reader', scopes: ['read:all'] }))
    const watched = await signedInWith(String(reader['key']), suite)
    for (const { path, text, name, lists = [] } of pages) {
      await goWithin(watched.page, `${suite.plinth.url}/console${path()}`)
      await watched.page.getByText(text).first().waitFor()
      for (const list of lists) await watched.page.getByRole('table', { name: list }).waitFor()
      await pageReady(watched.page)
      const names = await watched.page.getByRole('main').getByRole('button').allTextContents()
      assert.deepEqual(
        names.filter((text) => !readOnly.test(text.trim())),
        [],
        name,
      )
    }
    await watched.close()
  })
}
