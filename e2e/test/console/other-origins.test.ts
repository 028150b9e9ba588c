import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { type Api, api } from '../../src/api.ts'
import { type Attacked, sendInEveryMode, sendWithoutFetch, type Target } from '../../src/console/attacks.ts'
import { WatchedPage } from '../../src/console/browser.ts'
import { type FrontProxy, frontProxy } from '../../src/console/front-proxy.ts'
import { setUp } from '../../src/console/set-up.ts'
import { signInLink } from '../../src/console/signed-in.ts'
import { startOneProcess } from '../../src/one-process.ts'
import { list, newTenant, type Tenant } from '../../src/tenant.ts'

const ownHost = 'console.plinth.localhost'

// Every name below localhost is this machine, to browsers. The last two are of the site of the console: it gets its cookie from them.
const others = { foreign: 'evil.localhost', 'sibling by name': 'shop.plinth.localhost', 'sibling by port': ownHost }
const secret = 'Told to nobody'

for (const corsOrigins of ['*', 'those origins'])
  describe(`a page of another origin, with GATEWAY_CORS_ORIGINS=${corsOrigins}`, () => {
    let proxy: FrontProxy
    // Says nothing: what a page does is put in by the test.
    const server = createServer((_, res) =>
      res.setHeader('content-type', 'text/html').end('<!doctype html><p>Elsewhere'),
    )
    const originOf = (host: string) => `http://${host}:${(server.address() as AddressInfo).port}`
    const suite = setUp(async () => {
      proxy = await frontProxy()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const listed = Object.values(others).map(originOf).join()
      const origins = corsOrigins === '*' ? '*' : listed
      const plinth = await startOneProcess({ GATEWAY_CORS_ORIGINS: origins, GATEWAY_TRUSTED_PROXIES: '127.0.0.1' })
      proxy.target = plinth.url
      return plinth
    })
    let tenant: Tenant
    let operator: Api
    let targets: Target[]
    const own = () => `http://${ownHost}:${proxy.port}`
    before(async () => {
      tenant = await newTenant(suite.plinth)
      operator = api(suite.plinth.url, suite.plinth.operatorKey)
      await operator.patch(`/workspaces/${tenant.workspace.id}`, { name: secret })
      const at = (path: string) => `${own()}/api/v1${path}`
      const code = new URL(await signInLink(suite.plinth)).hash.slice(3)
      targets = [
        { method: 'GET', url: at(`/workspaces/${tenant.workspace.id}`) },
        { method: 'GET', url: at('/session') },
        { method: 'POST', url: at('/users'), body: JSON.stringify({ name: 'Mallory', email: 'm@example.test' }) },
        { method: 'POST', url: at('/operator-keys'), body: JSON.stringify({ name: 'Mallory' }) },
        { method: 'POST', url: at('/sessions'), body: JSON.stringify({ code }) },
        { method: 'PATCH', url: at(`/workspaces/${tenant.workspace.id}`), body: JSON.stringify({ name: 'Mallory' }) },
        { method: 'DELETE', url: at('/session') },
      ]
    })
    after(async () => {
      server.closeAllConnections()
      server.close()
      await proxy?.stop()
    })

    /** A browser whose person is signed in. */
    async function signedIn(): Promise<WatchedPage> {
      const watched = await WatchedPage.open({ browser: suite.browser, plinth: { ...suite.plinth, url: own() } })
      const link = new URL(await signInLink(suite.plinth))
      await watched.page.goto(`${own()}/console${link.hash}`)
      await watched.page.getByRole('heading', { name: 'Home' }).waitFor()
      return watched
    }
    /** The state that an attack could have changed. */
    async function state() {
      const [keys, sessions, workspace] = await Promise.all(
        ['/operator-keys', '/sessions', `/workspaces/${tenant.workspace.id}`].map((path) => operator.get(path)),
      )
      assert.ok(keys && sessions && workspace)
      const users = await operator.get('/audit-log?action=user.created&all_workspaces=true')
      const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
      return { keys: ids(list(keys)), sessions: ids(list(sessions)), workspace: workspace.text, users: users.text }
    }
    const fromOwnPage = (page: Page, { method, url, body }: Target) => {
      const headers = { 'X-Plinth-Page': 'console', ...(body !== undefined && { 'Content-Type': 'application/json' }) }
      const call = JSON.stringify({ method, headers, body })
      return page.evaluate<string>(`fetch(${JSON.stringify(url)}, ${call}).then((answer) => answer.text())`)
    }

    for (const [name, host] of Object.entries(others))
      it(`(${name}) has no effect and reads nothing: forms, images, fetch in every mode`, async (test) => {
        const watched = await signedIn()
        const context = watched.page.context()
        const before = await state()
        // Its own page would ask again and again.
        await watched.page.goto('about:blank')
        const [passedBefore, cookiesBefore] = [proxy.passed, proxy.withCookie]
        const page = await context.newPage()
        await page.goto(originOf(host))
        const calls = [sendInEveryMode, sendWithoutFetch]
        const attacks: Attacked[] = []
        for (const call of calls) attacks.push(await page.evaluate<Attacked>(`(${call})(${JSON.stringify(targets)})`))
        // A frame without an origin of its own: "Origin: null", from any of them.
        await page.evaluate(
          `document.body.append(Object.assign(document.createElement('iframe'), { sandbox: 'allow-scripts', srcdoc: '<p>' }))`,
        )
        const sandboxed = page.frames().at(-1)
        assert.ok(sandboxed)
        attacks.push(await sandboxed.evaluate<Attacked>(`(${sendInEveryMode})(${JSON.stringify(targets)})`))

        assert.deepEqual(await state(), before)
        for (const { readable } of attacks)
          for (const { what, status, text } of readable) {
            // CORS lets any page read what a call without a key is told.
            assert.equal(status, 401, what)
            assert.ok(!text.includes(secret), what)
          }
        const withCookie = proxy.withCookie - cookiesBefore
        const passed = proxy.passed - passedBefore
        const tried = attacks.reduce((sum, one) => sum + one.tried, 0)
        const read = attacks.reduce((sum, one) => sum + one.readable.length, 0)
        test.diagnostic(`${tried} tried, ${passed} sent, ${withCookie} with the cookie; ${read} refusals were readable`)
        assert.ok(passed > 100, `${passed} of ${tried} reached the gateway`)
        // A sibling's calls carry the cookie: what refuses them is not the browser.
        if (name === 'foreign') assert.equal(withCookie, 0)
        else assert.ok(withCookie > 20, String(withCookie))

        await watched.page.goto(`${own()}/console`)
        // The session is alive, and its own page reads and writes with it.
        const url = `${own()}/api/v1/workspaces/${tenant.workspace.id}`
        assert.ok((await fromOwnPage(watched.page, { method: 'GET', url })).includes(secret))
        const body = JSON.stringify({ name: `${secret}, ${name}` })
        assert.ok((await fromOwnPage(watched.page, { method: 'PATCH', url, body })).includes(`${secret}, ${name}`))
        await watched.close()
      })
  })
