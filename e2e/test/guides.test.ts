import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { after, before, beforeEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { interpreterPath, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { runGuide } from '../src/guides/run-guide.ts'
import { hasVariants, type SdkLanguage, sdkLanguages } from '../src/guides/samples.ts'
import { type RefreshedProcess, startRefreshed } from '../src/refreshed-process.ts'
import { newTenant } from '../src/tenant.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const pages = ['README.md', ...globSync('docs/guides/*.md', { cwd: root }).sort()]
const textOf = (name: string) => readFileSync(`${root}${name}`, 'utf8')
const pagesWithVariants = pages.filter((name) => hasVariants(textOf(name)))
/** A catalogue is applied as a whole, over that of another page. */
const appliesCatalog = (name: string) => textOf(name).includes('plinth catalog apply ')

describe('The samples of the pages', () => {
  let plinth: RefreshedProcess
  let receiver: WebhookReceiver
  before(async () => {
    // Languages of the samples besides Node.js.
    for (const name of ['php', 'python3'] as const) interpreterPath(name)
    ;[plinth, receiver] = await Promise.all([startRefreshed(), webhookReceiver()])
  })
  after(() => Promise.all([plinth?.stop(), receiver?.close()]))

  const runsWith = (name: string, language: SdkLanguage | undefined) =>
    it(name, async (t) => {
      const tenant = await newTenant(plinth)
      const count = await runGuide(
        { name, path: `${root}${name}` },
        {
          plinthUrl: plinth.url,
          env: {
            PATH: `${root}node_modules/.bin:${process.env['PATH']}`,
            PLINTH_URL: plinth.url,
            OPERATOR_KEY: plinth.operatorKey,
            KEY: tenant.key,
            WORKSPACE_ID: tenant.workspace.id,
            USER_ID: tenant.user.id,
            RECEIVER_URL: receiver.url,
          },
          language,
        },
      )
      t.diagnostic(`${count} samples`)
      assert.ok(count > 0 || name.endsWith('/README.md'), 'a guide without a sample')
    })

  // Once for each language: the addresses of a page's users are one Plinth's.
  for (const language of [undefined, ...sdkLanguages]) {
    const reader = `run as a reader of ${language ?? 'curl'} runs them`
    const run = language === undefined ? pages : pagesWithVariants
    describe(reader, { concurrency: 4 }, () => {
      before(() => plinth.refresh())
      for (const name of run) if (!appliesCatalog(name)) runsWith(name, language)
    })
    describe(`${reader}, one after another with a catalogue of their own`, () => {
      beforeEach(() => plinth.refresh())
      for (const name of run) if (appliesCatalog(name)) runsWith(name, language)
    })
  }
})
