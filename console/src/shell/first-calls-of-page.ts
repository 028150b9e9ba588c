import { basePath } from '../api/address.ts'
import { expectedKind } from '../api/signed-in.ts'
import { isFirstRunHidden } from '../pages/home/first-run-choice.ts'
import { codeInAddress } from '../pages/sign-in/code.ts'

/** The calls that start-page.ts makes in any case, by their paths below /api/v1. */
export function firstCallsOfPage(): string[] {
  const kind = expectedKind()
  // A sign-in link makes another session.
  if (kind === undefined || codeInAddress() !== undefined) return []
  const isHome = /^\/?$/.test(location.pathname.slice(basePath.length))
  if (!isHome || kind !== 'operator') return ['/session']
  return ['/session', '/overview', ...(isFirstRunHidden() ? [] : ['/workspaces?per_page=1'])]
}
