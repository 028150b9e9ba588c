import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { Link, Route, Switch, useLocation } from 'wouter-preact'
import type { Session } from '../api/sdk.ts'
import { words } from '../messages/index.ts'
import { Announcer } from '../ui/announcer.tsx'
import { Icon } from '../ui/icon.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { ShownOnceHost } from '../ui/shown-once.tsx'
import { useShownZone } from '../ui/shown-zone.ts'
import { useCurrentInView } from '../ui/use-current-in-view.ts'
import { AccountMenu } from './account-menu.tsx'
import { LazyPage } from './lazy-page.tsx'
import { thingPath } from './page-path.ts'
import { destinationsOf, pages } from './pages.ts'
import { Palette } from './palette.tsx'
import { refusalOf } from './refusal.ts'
import { SessionContext } from './session-context.ts'
import { SessionEnding } from './session-ending.tsx'
import { ShortcutList } from './shortcut-list.tsx'
import { useShortcuts } from './use-shortcuts.ts'

const hereAtContent = () => `${location.pathname}${location.search}#content`

/** The frame of every page: header, navigation, palette. */
export function Shell({ session, notice }: { session: Session; notice: ComponentChildren }) {
  const [opened, setOpened] = useState<'palette' | 'shortcuts'>()
  const [path, navigate] = useLocation()
  const shown = useMemo(() => destinationsOf(session), [session])
  useShortcuts({ open: setOpened, navigate, destinations: shown })
  useShownZone()
  const close = () => setOpened(undefined)
  const bar = useCurrentInView(path)
  return (
    <SessionContext.Provider value={session}>
      {/* Filters change the address without a new drawing of this. */}
      <a class="skip" href={hereAtContent()} onFocus={({ currentTarget }) => (currentTarget.href = hereAtContent())}>
        {words.common.skip}
      </a>
      <header>
        <Link href="/" class="brand">
          {words.product}
        </Link>
        <nav ref={bar} aria-label={words.shell.navigation}>
          {shown.map(({ path: to, title }) => (
            <Link key={to} href={to} aria-current={isAt(path, to) ? 'page' : undefined}>
              {title()}
            </Link>
          ))}
        </nav>
        <button type="button" class="palette-button" onClick={() => setOpened('palette')}>
          <Icon name="search" />
          <span>{words.shell.palette}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <AccountMenu session={session} onShortcuts={() => setOpened('shortcuts')} />
      </header>
      <main id="content" tabIndex={-1}>
        {notice}
        <SessionEnding session={session} />
        <Switch>
          {pages.map((entry) => (
            <Route key={entry.path} path={entry.path}>
              {(params) => {
                const refusal = refusalOf(session, entry)
                // Another thing of the same kind is another page: it takes the focus, and no form of the first stays open.
                return refusal === undefined ? (
                  <LazyPage key={thingPath(entry.path, params)} entry={entry} params={params} />
                ) : (
                  <PageHead title={refusal} />
                )
              }}
            </Route>
          ))}
          <Route>
            <PageHead title={words.shell.notFound} />
            <Link href="/">{words.shell.notFoundHelp}</Link>
          </Route>
        </Switch>
      </main>
      <Announcer />
      <ShownOnceHost />
      {opened === 'palette' && <Palette destinations={shown} onClose={close} />}
      {opened === 'shortcuts' && <ShortcutList destinations={shown} onClose={close} />}
    </SessionContext.Provider>
  )
}

const isAt = (path: string, to: string) => (to === '/' ? path === '/' : path.startsWith(to))
