import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { eventually } from '@plinth/testkit'
import type { Locator, Page } from 'playwright-core'
import { enter, focused, tabTo, typeInto } from '../../../src/console/keyboard.ts'
import { newCustomer, type PlanCustomer } from '../../../src/console/plans.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { signedIn, signedInAt } from '../../../src/console/signed-in.ts'
import { created, newTenant } from '../../../src/tenant.ts'

const perPage = 25

describe('the focus, and what is said without being looked at', () => {
  const suite = setUpShared()
  let customer: PlanCustomer
  before(async () => {
    customer = await newCustomer(suite.plinth)
    const { operator, user, workspace } = customer
    for (const name of ['CI 1', 'CI 2', 'CI 3']) {
      const key = { name, user_id: user.id, scopes: ['read:all'] }
      created(await operator.post('/api-keys', key, { workspace: workspace.id }))
    }
    for (let made = 1; made <= perPage; made += 1) await newTenant(suite.plinth)
  })

  const openKeys = async () => {
    const watched = await signedInAt(suite, `/workspaces/${customer.workspace.id}/keys`)
    await watched.page.getByRole('rowheader').first().waitFor()
    return watched
  }
  const firstName = async (page: Page) => (await page.getByRole('rowheader').first().textContent()) ?? ''
  /** Opens a dialog by the menu of the first row, by keyboard alone. */
  const choose = async (page: Page, action: string) => {
    const menu = page.getByRole('button', { name: `Actions for ${await firstName(page)}`, exact: true })
    await enter(menu)
    await enter(page.getByRole('button', { name: action, exact: true }))
    await page.getByRole('dialog').getByRole('heading').waitFor()
    return menu
  }
  const hasFocus = (locator: Locator) => eventually(async () => assert.ok(await focused(locator)))
  const said = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor()

  it('goes back to the menu of a row from each dialog that it opens', async () => {
    const watched = await openKeys()
    const { page } = watched
    for (const action of ['Rotate', 'Narrow', 'Revoke']) {
      const menu = await choose(page, action)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await hasFocus(menu)
    }
    watched.assertQuiet()
    await watched.close()
  })

  it('is on the heading once the row is gone, which is said', async () => {
    const watched = await openKeys()
    const { page } = watched
    const name = await firstName(page)
    await choose(page, 'Revoke')
    await enter(page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }))
    await page.getByRole('rowheader', { name, exact: true }).waitFor({ state: 'detached' })
    await hasFocus(page.getByRole('heading', { level: 1 }))
    await said(page, `API key ${name} was revoked.`)
    watched.assertQuiet()
    await watched.close()
  })

  it('says that a form is done, whose new row is not looked at', async () => {
    const watched = await signedInAt(suite, `/workspaces/${customer.workspace.id}/namespaces`)
    const { page } = watched
    await enter(page.getByRole('button', { name: 'Create namespace' }))
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Staging')
    await enter(dialog.getByRole('button', { name: 'Create namespace' }))
    await said(page, /^Create namespace: done\.$/)
    watched.assertQuiet()
    await watched.close()
  })

  it('stays in a form that is not finished, unless the user agrees that Back drops it', async () => {
    const watched = await openKeys()
    const { page } = watched
    const questions: string[] = []
    let isAgreed = false
    page.on('dialog', (question) => {
      questions.push(question.message())
      void (isAgreed ? question.accept() : question.dismiss())
    })
    await page.getByRole('link', { name: 'Members' }).click()
    await page.getByRole('button', { name: 'Add member' }).click()
    const dialog = page.getByRole('dialog')
    const id = dialog.getByLabel('User ID')
    await id.pressSequentially('not an id yet')
    await page.evaluate('history.back()')
    await eventually(() => assert.equal(questions.length, 1))
    assert.match(questions[0] ?? '', /^Leave this page\? The form ".*" is not finished/)
    assert.equal(await id.inputValue(), 'not an id yet')
    assert.match(page.url(), /\/members$/)
    isAgreed = true
    await page.keyboard.press('Tab')
    await page.evaluate('history.back()')
    await page.waitForURL(/\/keys$/)
    await dialog.waitFor({ state: 'detached' })
    assert.equal(questions.length, 2)
    watched.assertQuiet()
    await watched.close()
  })

  it('begins at Cancel where there is no field, and the dialog is described by its text', async () => {
    const watched = await openKeys()
    const { page } = watched
    await choose(page, 'Revoke')
    const dialog = page.getByRole('dialog')
    await hasFocus(dialog.getByRole('button', { name: 'Cancel' }))
    const describing = await dialog.getAttribute('aria-describedby')
    const texts = await Promise.all(
      (describing ?? '').split(' ').map((id) => page.locator(`[id="${id}"]`).textContent()),
    )
    assert.match(texts.join(' '), /^The next request with this key is refused, .* Last used: /)
    watched.assertQuiet()
    await watched.close()
  })

  it('stays on the button of the last page, and each page and filter says its rows', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const next = page.getByRole('button', { name: 'Next' })
    await enter(next)
    await said(page, /^Workspaces: 26–26 of 26$/)
    await hasFocus(next)
    assert.equal(await next.isDisabled(), true)
    await page.keyboard.press('Enter')
    const previous = page.getByRole('button', { name: 'Previous' })
    await enter(previous)
    await said(page, /^Workspaces: 1–25 of 26$/)
    assert.ok(await focused(previous))
    const search = page.getByRole('searchbox', { name: 'Search' })
    await search.fill(String(customer.workspace['name']))
    await said(page, /^Workspaces: 1–1 of 1$/)
    await search.fill('none of that name')
    await said(page, /^Workspaces: No entry matches the filters\.$/)
    watched.assertQuiet()
    await watched.close()
  })

  it('goes to the heading where a page of a list fails, and once it is there after all', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const heading = page.getByRole('heading', { level: 1 })
    const lists = '**/api/v1/workspaces?*'
    // Not a status that is tried again by itself.
    await page.route(lists, (route) =>
      route.fulfill({ status: 400, json: { error: { code: 'X', message: 'Not now.' } } }),
    )
    await enter(page.getByRole('button', { name: 'Next' }))
    await page.getByRole('alert').getByText('Not now.').waitFor()
    await hasFocus(heading)
    await page.unroute(lists)
    await enter(page.getByRole('button', { name: 'Try again' }))
    await page.getByRole('button', { name: 'Previous' }).waitFor()
    await hasFocus(heading)
    watched.assertQuiet(/Failed to load resource: .* 400/)
    await watched.close()
  })

  it('goes to the heading from one user to another, whose page has no form of the first', async () => {
    const watched = await signedInAt(suite, `/users/${customer.user.id}`)
    const { page } = watched
    const other = created(await customer.operator.post('/users', { name: 'Ben', email: 'ben@example.test' }))
    await enter(page.getByRole('button', { name: 'Change', exact: true }))
    await page.getByRole('dialog').getByLabel('Name').waitFor()
    await page.evaluate(`history.pushState(null, '', '${suite.plinth.url}/console/users/${other.id}')`)
    const heading = page.getByRole('heading', { level: 1, name: 'Ben' })
    await heading.waitFor()
    await hasFocus(heading)
    assert.equal(await page.getByRole('dialog').count(), 0)
    watched.assertQuiet()
    await watched.close()
  })

  it('leaves a menu, which closes: it would stand over what has the focus next', async () => {
    const watched = await openKeys()
    const { page } = watched
    await enter(page.getByRole('button', { name: `Actions for ${await firstName(page)}`, exact: true }))
    const revoke = page.getByRole('button', { name: 'Revoke', exact: true })
    await tabTo(revoke)
    await page.keyboard.press('Shift+Tab')
    assert.ok(await revoke.isVisible())
    await tabTo(page.getByRole('row').nth(2).getByRole('button'))
    assert.equal(await revoke.isVisible(), false)
    watched.assertQuiet()
    await watched.close()
  })

  it('stays on the button of a copy, and a browser that refuses to copy is said', async () => {
    const watched = await openKeys()
    const { page } = watched
    await page.goto(`${suite.plinth.url}/console/workspaces/${customer.workspace.id}`)
    const copy = page
      .getByRole('main')
      .getByRole('button', { name: /^(Copy|Copied)/ })
      .first()
    // As without HTTPS, or in a frame that denies it.
    await page.evaluate(`navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))`)
    await enter(copy)
    await said(page, 'Copied')
    assert.ok(await focused(copy))
    await page.evaluate(`document.execCommand = () => false`)
    await page.keyboard.press('Enter')
    await said(page, 'The browser did not copy it. Select the text and copy that.')
    // A dialog reads its own: the page behind it is not read.
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('status').waitFor({ state: 'attached' })
    watched.assertQuiet()
    await watched.close()
  })

  it('goes to the field that the API refuses, which is described by the reason', async () => {
    const watched = await openKeys()
    const { page } = watched
    await enter(page.getByRole('button', { name: 'Create API key' }))
    const dialog = page.getByRole('dialog')
    // Both the field and the failure below it do not fit.
    await page.setViewportSize({ width: 320, height: 256 })
    await typeInto(dialog.getByLabel('Name'), 'Refused')
    await typeInto(dialog.getByLabel('User of the key'), customer.user.id)
    await typeInto(dialog.getByLabel('Scopes'), 'read:nothing')
    await enter(dialog.getByRole('button', { name: 'Create API key' }))
    await dialog.getByRole('alert').waitFor()
    const scopes = dialog.getByRole('textbox', {
      name: 'Scopes',
      description: /The scope "read:nothing" does not exist\./,
    })
    await hasFocus(scopes)
    assert.equal(await scopes.getAttribute('aria-invalid'), 'true')
    const box = await scopes.boundingBox()
    assert.ok(box !== null && box.y >= 0 && box.y + box.height <= 256, JSON.stringify(box))
    await watched.assertSound('field-refused')
    watched.assertQuiet(/Failed to load resource: .* 422/)
    await watched.close()
  })

  it('a form whose answer takes its time says so, and the browser asks before it goes', async () => {
    const watched = await openKeys()
    const { page } = watched
    const { promise: isAnswered, resolve: answer } = Promise.withResolvers<void>()
    await page.route('**/api/v1/api-keys', async (route) => {
      if (route.request().method() === 'POST') await isAnswered
      await route.continue()
    })
    await enter(page.getByRole('button', { name: 'Create API key' }))
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await typeInto(page.getByRole('dialog').getByLabel('Name'), 'Slow')
    await page.evaluate('void location.reload()')
    await eventually(async () => assert.deepEqual(asked, ['beforeunload']))
    await typeInto(page.getByRole('dialog').getByLabel('User of the key'), customer.user.id)
    await page.keyboard.press('Enter')
    await said(page, 'Waiting for the answer …')
    answer()
    await page.getByRole('dialog').getByText('This is shown only once.').waitFor()
    await page.getByRole('dialog').getByLabel('I have stored it').check()
    await page.getByRole('button', { name: 'Done' }).click()
    watched.assertQuiet()
    await watched.close()
  })

  it('of a page that "back" leads to does not scroll it', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const link = page.locator('#content tbody').getByRole('link').last()
    await tabTo(link)
    const scrolled = () => page.evaluate<number>('Math.round(scrollY)')
    const before = await scrolled()
    assert.ok(before > 300, String(before))
    const name = (await link.textContent()) ?? ''
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.goBack()
    const heading = page.getByRole('heading', { level: 1, name: 'Workspaces' })
    await hasFocus(heading)
    await eventually(async () => assert.equal(await scrolled(), before))
    watched.assertQuiet()
    await watched.close()
  })
})
