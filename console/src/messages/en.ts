import { access } from './en/access.ts'
import { audit } from './en/audit.ts'
import { catalog } from './en/catalog.ts'
import { chart } from './en/chart.ts'
import { common } from './en/common.ts'
import { conservation } from './en/conservation.ts'
import { deliveries } from './en/deliveries.ts'
import { delivery } from './en/delivery.ts'
import { entitlements } from './en/entitlements.ts'
import { eventTypes } from './en/event-types.ts'
import { event, events } from './en/events.ts'
import { explain } from './en/explain.ts'
import { failure } from './en/failure.ts'
import { firstRun } from './en/first-run.ts'
import { home } from './en/home.ts'
import { json } from './en/json.ts'
import { keys } from './en/keys.ts'
import { members } from './en/members.ts'
import { namespaces } from './en/namespaces.ts'
import { palette } from './en/palette.ts'
import { plan } from './en/plan.ts'
import { request } from './en/request.ts'
import { requests } from './en/requests.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { shownOnce } from './en/shown-once.ts'
import { signIn } from './en/sign-in.ts'
import { timeRange } from './en/time-range.ts'
import { usage } from './en/usage.ts'
import { user } from './en/user.ts'
import { users } from './en/users.ts'
import { verify } from './en/verify.ts'
import { versions } from './en/versions.ts'
import { webhook } from './en/webhook.ts'
import { webhooks } from './en/webhooks.ts'
import { workspace } from './en/workspace.ts'
import { workspaces } from './en/workspaces.ts'

export const en = {
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

/** The messages that every language has; a missing key is a type error. */
export type Messages = typeof en
