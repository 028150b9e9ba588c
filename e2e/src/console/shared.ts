import { after } from 'node:test'
import { type RefreshedProcess, startRefreshed } from '../refreshed-process.ts'
import { type Browser, launchShortLived, type Suite, suiteOf } from './set-up.ts'

let plinth: RefreshedProcess | undefined
let browser: Browser | undefined

after(stop)

/**
 * Called in a describe, as `setUp` is: a Plinth as after a first start, and a browser without a page, which are those of the
 * suites before it in the file. To start them costs as much processor time as ten pages. Both are started anew when the
 * suite before it has left them unusable.
 */
export const setUpShared = (): Suite =>
  suiteOf(
    async (suite) => {
      const isRefreshed =
        browser?.isConnected() === true &&
        (await plinth?.refresh().then(
          () => true,
          () => false,
        ))
      if (!isRefreshed) {
        await stop()
        plinth = await startRefreshed({ GATEWAY_USAGE_FLUSH_MS: '200' })
        browser = await launchShortLived()
      }
      Object.assign(suite, { plinth, browser })
    },
    // Those of a test that failed.
    async (suite) => void (await Promise.all((suite.browser?.contexts() ?? []).map((context) => context.close()))),
  )

async function stop(): Promise<void> {
  await browser?.close()
  await plinth?.stop()
  browser = undefined
  plinth = undefined
}
