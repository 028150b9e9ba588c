import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { assertShowsState, namedStates } from './named-states.ts'
import type { Suite } from './set-up.ts'
import { sidewaysScript } from './text-fit.ts'

/**
 * Screenshots stay, so that a person can look at them; those of named states in a folder of their own. Beside them only what
 * fails is shot where no variable asks for all: to draw and pack a page costs as much as to look for its faults.
 */
const artefacts = process.env['TEST_ARTEFACTS'] ?? mkdtempSync(join(tmpdir(), 'plinth-console-'))
const shootsAll = process.env['TEST_ARTEFACTS'] !== undefined
const isShot = (name: string) => shootsAll || namedStates.includes(name)
export const whereScreenshotsAre = `screenshots${shootsAll ? '' : ' of named states and of what fails'} are in ${artefacts}`

/** Each differs from the one before in one thing. */
export const looks = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 1280 },
  { scheme: 'dark', width: 360 },
  { scheme: 'light', width: 360 },
] as const

export type Look = (typeof looks)[number]

/** The minified axe: the same rules in less than half of the text. */
const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Rules of axe whose answer colours can change. light-dark() gives colours alone, and is all that a scheme changes. */
const colourRules = ['color-contrast', 'link-in-text-block']

const reportPolicy = `addEventListener('securitypolicyviolation', (event) =>
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))`

// Two frames: the last change is shown, and charts are drawn anew.
const untilDrawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))'

/** A page that hears everything that the console, the policy and the network say. */
export class WatchedPage {
  readonly page: Page
  readonly requests: string[] = []
  readonly #origin: string
  readonly #complaints: string[] = []
  #look: Look

  private constructor(page: Page, origin: string, look: Look) {
    this.page = page
    this.#look = look
    this.#origin = origin
    page.setDefaultTimeout(60_000)
    page.on('console', (message) => this.#complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (err) => this.#complaints.push(err.message))
    page.on('request', (request) => this.requests.push(request.url()))
  }

  /** In a browser without cookies and storage. */
  static async open({ browser, plinth }: Suite, look: Look = looks[0], locale = 'en-GB'): Promise<WatchedPage> {
    const { scheme, width } = look
    const viewport = { width, height: 800 }
    // A certificate of a test is known to no browser.
    const known = { ignoreHTTPSErrors: true }
    const context = await browser.newContext({ viewport, colorScheme: scheme, locale, ...known })
    await context.addInitScript(reportPolicy)
    return new WatchedPage(await context.newPage(), plinth.url, look)
  }

  /** Shows what is open in another look, without another load. */
  async show(look: Look): Promise<void> {
    const { scheme, width } = this.#look
    this.#look = look
    if (look.scheme !== scheme) await this.page.emulateMedia({ colorScheme: look.scheme })
    if (look.width !== width) await this.page.setViewportSize({ width: look.width, height: 800 })
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
   * Asserts what holds for every state: it shows what its name says, axe finds nothing, nothing scrolls sideways. `colours`
   * suffices where all else was examined at this width. Leaves a screenshot.
   */
  async assertSound(name: string, examined: 'everything' | 'colours' = 'everything'): Promise<void> {
    await assertShowsState(this.page, name)
    const options = JSON.stringify(examined === 'colours' ? { runOnly: colourRules } : {})
    const examine = `'axe' in window && axe.run(${options}).then(({ violations }) => ({
      faults: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)),
      beyond: ${sidewaysScript},
    }))`
    if (isShot(name)) await this.#shoot(name)
    let found = await this.page.evaluate<Found | false>(`${untilDrawn}.then(() => ${examine})`)
    if (found === false) {
      await this.#loadAxe()
      found = await this.page.evaluate<Found>(examine)
    }
    if (!isShot(name) && (found.faults.length > 0 || found.beyond !== 0)) await this.#shoot(name)
    assert.deepEqual(found.faults, [], `axe, ${name}`)
    assert.equal(found.beyond, 0, `${name} scrolls sideways`)
  }

  /** Once for each document, by the browser itself: `page.evaluate` of so long a text costs more processor time. */
  async #loadAxe(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page)
    const { exceptionDetails } = await session.send('Runtime.evaluate', { expression: axeSource })
    await session.detach()
    assert.equal(exceptionDetails, undefined)
  }

  async #shoot(name: string): Promise<void> {
    const folder = namedStates.includes(name) ? join(artefacts, 'states') : artefacts
    const size = this.page.viewportSize()?.width ?? 0
    await this.page.screenshot({ path: join(folder, `${name}-${this.#look.scheme}-${size}.png`) })
  }
}

interface Found {
  faults: string[]
  /** px. */
  beyond: number
}
