import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { chromiumPath } from '@plinth/testkit'
import { type Browser, chromium, type Page } from 'playwright-core'
import { operations } from '../src/operations.ts'
import { type Mesh, startMesh } from './mesh/start-mesh.ts'

// The folder stays, so that a developer can look at the screenshots.
const artefacts = process.env['TEST_ARTEFACTS'] ?? mkdtempSync(join(tmpdir(), 'plinth-docs-'))

describe('/docs in a browser', () => {
  let mesh: Mesh
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  const requests: string[] = []

  before(async () => {
    mesh = await startMesh()
    browser = await chromium.launch({
      executablePath: chromiumPath(),
      timeout: 120_000,
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
    })
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.setDefaultTimeout(120_000)
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    page.on('pageerror', (err) => complaints.push(err.message))
    page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`))
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(`${mesh.url}/docs`)
    await page.getByText('List your workspaces').first().waitFor()
  })
  after(async () => {
    await browser?.close()
    await mesh?.stop()
  })

  it('lists every operation', async (test) => {
    await page.screenshot({ path: join(artefacts, 'docs.png') })
    test.diagnostic(`screenshots are in ${artefacts}`)
    const text = (await page.locator('body').textContent()) ?? ''
    const missing = operations.filter(({ summary }) => !text.includes(summary))
    assert.deepEqual(
      missing.map(({ id }) => id),
      [],
    )
  })

  it('lets a reader try an operation with a key of their own', async () => {
    await page
      .getByRole('button', { name: /test request/i })
      .first()
      .click()
    const dialog = page.getByRole('dialog').first()
    await dialog.getByPlaceholder('Token').first().fill(mesh.key())
    await dialog.getByRole('button', { name: /send/i }).first().click()
    await dialog.getByText('"wks_home"').first().waitFor()
    await page.screenshot({ path: join(artefacts, 'try-it.png') })
  })

  it('shows each call in four languages: chosen by the keyboard, for all operations, and remembered', async () => {
    const picker = page.getByTestId('client-picker').first()
    await page.goto(`${mesh.url}/docs`)
    await picker.waitFor()
    assert.equal((await picker.textContent())?.trim(), 'curl')
    await picker.press('Enter')
    const languages = page.getByRole('option')
    await languages.first().waitFor()
    assert.deepEqual(await languages.allTextContents(), ['curl', 'JavaScript', 'Python', 'PHP'])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('client.workspaces.all()').first().waitFor()
    await page.screenshot({ path: join(artefacts, 'python.png') })
    await page.waitForFunction(() => Object.values(localStorage).includes('custom/python'))
    await page.goto(`${mesh.url}/docs#tag/workspaces/POST/workspaces`)
    await page.reload()
    await page.getByText('client.workspaces.create(').first().waitFor()
  })

  it('shows a page about an error', async () => {
    await page.goto(`${mesh.url}/docs/errors`)
    await page.getByRole('link', { name: 'VALIDATION_ERROR' }).click()
    await page.getByRole('heading', { name: 'What to do' }).waitFor()
    await page.screenshot({ path: join(artefacts, 'error.png') })
  })

  it('asks this server alone, and logs no error', () => {
    assert.deepEqual(
      requests.filter((url) => !url.startsWith(`${mesh.url}/`) && !/^(data|blob):/.test(url)),
      [],
    )
    assert.deepEqual(complaints, [])
  })
})
