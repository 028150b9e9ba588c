import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { api } from '../../../src/api.ts'
import { addCredits, newCountedTenant } from '../../../src/console/counted.ts'
import { setUpShared } from '../../../src/console/shared.ts'
import { testShownPages } from '../../../src/console/shown-pages.ts'
import { signedIn, signedInWith } from '../../../src/console/signed-in.ts'
import { created, newTenant } from '../../../src/tenant.ts'

describe('the catalogue', () => {
  const suite = setUpShared()
  before(async () => {
    await addCredits(suite.plinth)
    await newCountedTenant(suite.plinth)
  })
  const open = async (page: Page, query = '') => {
    await page.goto(`${suite.plinth.url}/console/catalog${query}`)
    await page.getByRole('heading', { name: 'Catalogue' }).waitFor()
  }
  const compare = (page: Page) => page.getByRole('button', { name: 'Show the difference' }).click()
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Apply these changes?' })
  const apply = async (page: Page) => {
    await dialog(page).getByRole('button', { name: 'Apply' }).click()
    await page.getByText('The catalogue is changed.').waitFor()
  }
  const limitOf = (page: Page, feature: string) => page.getByRole('row', { name: new RegExp(`^${feature} `) })

  testShownPages(suite, [
    { name: 'catalog', path: () => '/catalog', text: 'AI credits', lists: ['Features and packages'] },
    { name: 'catalog-json', path: () => '/catalog?edit=json', text: 'Catalogue' },
    { name: 'catalog-table', path: () => '/catalog?edit=table', text: 'AI credits' },
  ])

  it('shows the limits of every package, who has what, and is saved as a file that can be applied', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await open(page)
    const storage = page.getByRole('table', { name: 'Features and packages' }).getByRole('row', { name: /^Storage / })
    assert.match((await storage.textContent()) ?? '', /500 GB.*unlimited.*1 GB.*50 GB.*not included/)
    await page.getByRole('row', { name: /^Team team base package – 1$/ }).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export as a file' }).click(),
    ])
    assert.equal(download.suggestedFilename(), 'catalog.json')
    const { $schema, ...file } = JSON.parse(await readFile(await download.path(), 'utf8'))
    assert.equal($schema, `${suite.plinth.url}/docs/catalog.schema.json`)
    const answer = await api(suite.plinth.url, suite.plinth.operatorKey).put('/catalog?dry_run=true', file)
    assert.deepEqual((answer.json as { data: object }).data, {
      ...{ added: [], changed: [], removed: [], lost: [], dry_run: true },
    })
    watched.assertQuiet()
    await watched.close()
  })

  it('is edited as a table: the difference in words first, then applied, then shown', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await open(page)
    await page.getByRole('button', { name: 'Edit as a table' }).click()
    await page.getByLabel('AI credits in Team').fill('2,500')
    await page.getByLabel('Storage in Team').fill('5 GB')
    await page.getByText('Add a feature').first().click()
    await page.getByLabel('Code', { exact: true }).first().fill('reports')
    await page.getByLabel('Name', { exact: true }).first().fill('Reports')
    await page.getByLabel('Type', { exact: true }).selectOption('boolean')
    await page.getByRole('button', { name: 'Add a feature' }).click()
    await page.getByLabel('Reports in Team').check()
    await compare(page)
    const lines = dialog(page).getByRole('listitem')
    await dialog(page).getByText('Changed: package').waitFor()
    await watched.assertSound('catalog-difference')
    assert.deepEqual(await lines.allInnerTexts().then((all) => all.map((line) => line.replace(/\s+/g, ' '))), [
      'New: feature Reports reports',
      'Changed: package Team team ai.credits: 1,000 credits → 2,500 credits storage: not included → 5 GB reports: not included → included',
      'ai.credits: 1,000 credits → 2,500 credits',
      'storage: not included → 5 GB',
      'reports: not included → included',
    ])
    await dialog(page).getByText('Show the request').click()
    await dialog(page).getByText('If-Match').waitFor()
    await apply(page)
    assert.match((await limitOf(page, 'AI credits').textContent()) ?? '', /2,500 credits/)
    watched.assertQuiet()
    await watched.close()
  })

  it('tells the second of two editors, keeps their text, and compares it with what the first one did', async () => {
    const [first, second] = [await signedIn(suite), await signedIn(suite)]
    for (const { page } of [first, second]) {
      await open(page)
      await page.getByRole('button', { name: 'Edit as a table' }).click()
    }
    await first.page.getByLabel('AI credits in Team').fill('3000')
    await compare(first.page)
    await apply(first.page)

    await second.page.getByLabel('Storage in Team').fill('7 GB')
    await compare(second.page)
    await second.page.getByText('Somebody else has changed the catalogue').waitFor()
    await second.assertSound('catalog-stale')
    second.assertQuiet(/Failed to load resource: .* 412/)
    assert.equal(await second.page.getByLabel('Storage in Team').inputValue(), '7 GB')
    await second.page.getByRole('button', { name: 'Compare with the present catalogue' }).click()
    const undone = dialog(second.page).getByText(/ai\.credits: 3,000 credits → \d/)
    await undone.first().waitFor()
    await dialog(second.page).getByRole('button', { name: 'Cancel' }).click()
    await second.page.getByLabel('AI credits in Team').fill('3000')
    await compare(second.page)
    await apply(second.page)
    assert.match((await limitOf(second.page, 'AI credits').textContent()) ?? '', /3,000 credits/)
    assert.match((await limitOf(second.page, 'Storage').textContent()) ?? '', /7 GB/)
    for (const watched of [first, second]) {
      watched.assertQuiet()
      await watched.close()
    }
  })

  it('warns of a feature that customers lose, and says what to do about one that cannot be removed', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await open(page, '?edit=table')
    await page.getByRole('button', { name: 'Remove AI credits' }).click()
    await compare(page)
    const alert = dialog(page).getByRole('alert')
    await alert.waitFor()
    assert.match(
      (await alert.textContent()) ?? '',
      /AI credits \(ai\.credits\): included until now by team\. Workspaces and namespaces that have it: 1\./,
    )
    await watched.assertSound('catalog-lost')
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    watched.assertQuiet()
    await page.getByRole('button', { name: 'Remove Team' }).click()
    await compare(page)
    await page.getByText('held: package team').waitFor()
    await page.getByText('To stop selling it').waitFor()
    await watched.assertSound('catalog-held')
    watched.assertQuiet(/Failed to load resource: .* 409/)
    await page.getByRole('button', { name: 'Discard the changes' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard the changes' }).click()
    await page.getByRole('row', { name: /^AI credits / }).waitFor()
    await watched.close()
  })

  it('is edited as JSON: a mistake is named by the server, and nothing changes', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    await open(page, '?edit=json')
    const field = page.getByLabel('Catalogue as JSON')
    const text = await field.inputValue()
    await field.fill('{')
    await page.getByText('This text is no catalogue:').waitFor()
    assert.ok(await page.getByRole('button', { name: 'Show the difference' }).isDisabled())
    await field.fill(text.replace('"ai.credits"', '"AI credits"'))
    await compare(page)
    await page.getByText(/features\.0\.code: The code must have/).waitFor()
    await watched.assertSound('catalog-invalid')
    watched.assertQuiet(/Failed to load resource: .* 422/)
    await field.fill(text)
    await compare(page)
    await page.getByRole('dialog').getByText('Nothing would change.').waitFor()
    watched.assertQuiet()
    await watched.close()
  })

  it('keeps what was typed, though the session ends and another page is shown, until it is discarded', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const typed = page.getByLabel('AI credits in Team')
    const discard = page.getByRole('button', { name: 'Discard the changes' })
    await open(page, '?edit=table')
    await typed.fill('4321')

    const error = { code: 'SESSION_ENDED', message: 'Told by the test.', details: {} }
    await page.route('**/api/v1/catalog?*', (route) => route.fulfill({ status: 401, json: { error } }))
    await compare(page)
    await page.getByText('Sign in in another tab').waitFor()
    await watched.assertSound('catalog-signed-out')
    assert.equal(await typed.inputValue(), '4321')
    await page.unrouteAll()
    watched.assertQuiet(/Failed to load resource: .* 401/)
    // As if somebody had signed in in another tab meanwhile: the session is good.
    await page.getByRole('link', { name: 'Home' }).click()
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await page.reload({ timeout: 1_000 }).catch(() => undefined)
    assert.deepEqual(asked, ['beforeunload'])
    await page.goBack()
    await page.getByText('are not applied yet').waitFor()
    await watched.assertSound('catalog-restored')
    assert.equal(await typed.inputValue(), '4321')

    await discard.click()
    await page.getByRole('dialog').getByText('Your changes are lost').waitFor()
    await watched.assertSound('catalog-discard')
    await page.getByRole('button', { name: 'Keep editing' }).click()
    assert.equal(await typed.inputValue(), '4321')
    await discard.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard the changes' }).click()
    await page.getByRole('button', { name: 'Edit as a table' }).click()
    assert.notEqual(await typed.inputValue(), '4321')
    await discard.click()
    await page.reload()
    assert.deepEqual(asked, ['beforeunload'])
    watched.assertQuiet()
    await watched.close()
  })

  it('keeps what was typed for the one who typed it: not after a sign-out, nor for another operator', async () => {
    const operator = api(suite.plinth.url, suite.plinth.operatorKey)
    const { key: anothers } = created(
      await operator.post('/operator-keys', { name: 'Another', scopes: ['manage:all'] }),
    )
    const watched = await signedInWith(suite.plinth.operatorKey, suite)
    const { page } = watched
    const typed = page.getByLabel('AI credits in Team')
    const signIn = async (key: unknown) => {
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      await page.getByLabel('API key').fill(String(key))
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('navigation', { name: 'Pages', exact: true }).waitFor()
    }
    // By a link of the page, which is left as soon as the call for the session of home is refused.
    const expire = async () => {
      await page.context().clearCookies()
      await page.getByRole('link', { name: 'Home' }).click()
    }
    const isRestored = async () => {
      await typed.waitFor()
      return [await page.getByText('are not applied yet').count(), await typed.inputValue()]
    }
    await open(page, '?edit=table')
    const before = await typed.inputValue()
    await typed.fill('4321')
    await expire()
    await signIn(suite.plinth.operatorKey)
    await page.goBack()
    assert.deepEqual(await isRestored(), [1, '4321'])

    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await signIn(suite.plinth.operatorKey)
    assert.deepEqual(await isRestored(), [0, before])

    await typed.fill('4321')
    await expire()
    await signIn(anothers)
    await page.goBack()
    assert.deepEqual(await isRestored(), [0, before])
    await expire()
    await signIn(suite.plinth.operatorKey)
    await page.goBack()
    assert.deepEqual(await isRestored(), [0, before])
    watched.assertQuiet(/Failed to load resource: .* 401/)
    await watched.close()
  })

  it('says what to do next where it is empty, and where it cannot be read', async () => {
    const watched = await signedIn(suite)
    const { page } = watched
    const read = '**/api/v1/catalog'
    await page.route(read, (route) => route.fulfill({ json: { data: { features: [], packages: [] } } }))
    await open(page)
    await page.getByText('The catalogue is empty.').waitFor()
    await page.getByRole('button', { name: 'Edit as a table' }).waitFor()
    await watched.assertSound('catalog-empty')
    await page.unroute(read)
    const error = { code: 'INSUFFICIENT_PERMISSIONS', message: 'The key lacks a scope.', request_id: 'req_shown' }
    await page.route(read, (route) => route.fulfill({ status: 403, json: { error } }))
    await open(page)
    await page.getByText('req_shown').waitFor()
    await watched.assertSound('catalog-failing')
    await page.unroute(read)
    // The same call would be refused again.
    assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0)
    await open(page)
    await page.getByRole('row', { name: /^AI credits / }).waitFor()
    watched.assertQuiet(/Failed to load resource: .* 403/)
    await watched.close()
  })

  it('of a workspace’s key is read alone, without the number of other customers', async () => {
    const tenant = await newTenant(suite.plinth)
    const watched = await signedInWith(tenant.key, suite)
    await open(watched.page, '?edit=table')
    await watched.page.getByRole('row', { name: /^AI credits / }).waitFor()
    assert.equal(await watched.page.getByRole('columnheader', { name: 'Assigned now' }).count(), 0)
    assert.equal(await watched.page.getByRole('button', { name: /Edit|difference/ }).count(), 0)
    watched.assertQuiet()
    await watched.close()
  })
})
