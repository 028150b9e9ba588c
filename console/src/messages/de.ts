import { access } from './de/access.ts'
import { audit } from './de/audit.ts'
import { catalog } from './de/catalog.ts'
import { chart } from './de/chart.ts'
import { common } from './de/common.ts'
import { conservation } from './de/conservation.ts'
import { deliveries } from './de/deliveries.ts'
import { delivery } from './de/delivery.ts'
import { entitlements } from './de/entitlements.ts'
import { eventTypes } from './de/event-types.ts'
import { event, events } from './de/events.ts'
import { explain } from './de/explain.ts'
import { failure } from './de/failure.ts'
import { firstRun } from './de/first-run.ts'
import { home } from './de/home.ts'
import { json } from './de/json.ts'
import { keys } from './de/keys.ts'
import { members } from './de/members.ts'
import { namespaces } from './de/namespaces.ts'
import { palette } from './de/palette.ts'
import { plan } from './de/plan.ts'
import { request } from './de/request.ts'
import { requests } from './de/requests.ts'
import { settings } from './de/settings.ts'
import { shell } from './de/shell.ts'
import { shownOnce } from './de/shown-once.ts'
import { signIn } from './de/sign-in.ts'
import { timeRange } from './de/time-range.ts'
import { usage } from './de/usage.ts'
import { user } from './de/user.ts'
import { users } from './de/users.ts'
import { verify } from './de/verify.ts'
import { versions } from './de/versions.ts'
import { webhook } from './de/webhook.ts'
import { webhooks } from './de/webhooks.ts'
import { workspace } from './de/workspace.ts'
import { workspaces } from './de/workspaces.ts'
import type { Messages } from './en.ts'

export const de: Messages = {
  product: 'Plinth',
  common,
  failure,
  signIn,
  shell,
  palette,
  home,
  firstRun,
  conservation,
  workspaces,
  workspace,
  keys,
  webhooks,
  webhook,
  plan,
  entitlements,
  explain,
  eventTypes,
  shownOnce,
  usage,
  versions,
  deliveries,
  delivery,
  events,
  event,
  verify,
  timeRange,
  json,
  users,
  user,
  access,
  catalog,
  chart,
  requests,
  request,
  audit,
  namespaces,
  members,
  settings,
  tiers: { free: 'Free', pro: 'Pro', business: 'Business', enterprise: 'Enterprise' },
}
