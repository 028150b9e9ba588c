import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { assertShowsState, namedStates } from './named-states.ts'
import type { Suite } from './set-up.ts'
import { sideways } from './text-fit.ts'

/** Screenshots stay, so that a person can look at them; those of named states in a folder of their own. */
export const artefacts = process.env['TEST_ARTEFACTS'] ?? mkdtempSync(join(tmpdir(), 'plinth-console-'))

export const looks = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 1280 },
  { scheme: 'light', width: 360 },
  { scheme: 'dark', width: 360 },
] as const

export type Look = (typeof looks)[number]

const reportPolicy = `addEventListener('securitypolicyviolation', (event) =>
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))`

/** A page that hears everything that the console, the policy and the network say. */
export class WatchedPage {
  readonly page: Page
  readonly requests: string[] = []
  readonly #origin: string
  readonly #complaints: string[] = []

  private constructor(page: Page, origin: string) {
    this.page = page
    this.#origin = origin
    page.setDefaultTimeout(60_000)
    page.on('console', (message) => this.#complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (err) => this.#complaints.push(err.message))
    page.on('request', (request) => this.requests.push(request.url()))
  }

  /** In a browser without cookies and storage. */
  static async open(
    { browser, plinth }: Suite,
    { scheme, width }: Look = looks[0],
    locale = 'en-GB',
  ): Promise<WatchedPage> {
    const viewport = { width, height: 800 }
    // A certificate of a test is known to no browser.
    const known = { ignoreHTTPSErrors: true }
    const context = await browser.newContext({ viewport, colorScheme: scheme, locale, ...known })
    await context.addInitScript(reportPolicy)
    return new WatchedPage(await context.newPage(), plinth.url)
  }

  /** Shows what is open in another look, without another load. */
  async show({ scheme, width }: Look): Promise<void> {
    await this.page.emulateMedia({ colorScheme: scheme })
    await this.page.setViewportSize({ width, height: 800 })
    // Charts are drawn anew.
    await this.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
  }

  close(): Promise<void> {
    return this.page.context().close()
  }

  /** Asserts that since the last time nothing was said but what the patterns name, nor another origin asked. */
  assertQuiet(...expected: readonly RegExp[]): void {
    const unexpected = this.#complaints.splice(0).filter((line) => !expected.some((pattern) => pattern.test(line)))
    assert.deepEqual(unexpected, [])
    const foreign = this.requests.filter((url) => !url.startsWith(`${this.#origin}/`) && !url.startsWith('data:'))
    assert.deepEqual(foreign, [])
  }

  /**
   * Asserts what holds for every state: it shows what its name says, axe finds nothing, nothing scrolls sideways. Leaves a
   * screenshot.
   */
  async assertSound(name: string): Promise<void> {
    await assertShowsState(this.page, name)
    const size = this.page.viewportSize()?.width ?? 0
    const scheme = await this.page.evaluate<string>(
      `matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'`,
    )
    const folder = namedStates.includes(name) ? join(artefacts, 'states') : artefacts
    await this.page.screenshot({ path: join(folder, `${name}-${scheme}-${size}.png`) })
    // Half a megabyte of script, once for each document.
    const hasAxe = await this.page.evaluate<boolean>(`'axe' in window`)
    if (!hasAxe) await this.page.evaluate(`(() => { const module = undefined; ${axe.source} })()`)
    const violations = await this.page.evaluate<string[]>(`axe.run().then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`)
    assert.deepEqual(violations, [], `axe, ${name}`)
    assert.equal(await sideways(this.page), 0, `${name} scrolls sideways`)
  }
}
