import type { Clock } from '@plinth/kit/clock'
import type { Database, Page, Tx } from '@plinth/kit/db'
import { newId } from '@plinth/kit/ids'
import { matchVersion } from '@plinth/kit/if-match'
import type { OutboundHttp, UrlVerdict } from '@plinth/kit/outbound-http'
import type { SecretBox } from '@plinth/kit/secrets/secret-box'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { ListQuery } from '@plinth/proto/common/v1/list.ts'
import {
  managerWorkspace,
  mayManage,
  type NoteReads,
  readerWorkspace,
  refuseOtherNamespaces,
  requireOperator,
} from '../access.ts'
import { type AskedSeries, type SeriesPoint, seriesOf } from '../attempt-counts/series-verbs.ts'
import { cancelDeliveries } from '../bulk-transitions/store.ts'
import { type BlockedKeys, backlogMax, findBlockedKeys, orderBacklog } from '../delivery-queue/ordering-store.ts'
import { plannerSettings } from '../delivery-queue/planner-settings.ts'
import type { EndpointHealth } from '../endpoint-health/health-state.ts'
import { findHealth } from '../endpoint-health/store.ts'
import { fail } from '../errors.ts'
import { refusedPatterns } from '../event-types/verbs.ts'
import { activateEndpoint, disableEndpoint } from './activation.ts'
import { type Headers, hiddenValue, openHeaders, restoreHidden, sealHeaders } from './custom-headers.ts'
import {
  type Changes,
  type Endpoint,
  type EndpointFields,
  type EndpointKind,
  fieldMistakes,
  isEventCount,
  mistakes,
  originOf,
  pollMistakes,
} from './endpoint.ts'
import { emitEndpointEvent } from './events.ts'
import { graceMistakes, newSecret, secretMistakes } from './secret.ts'
import { findSealed, replaceSecret } from './secret-store.ts'
import * as store from './store.ts'

export interface EndpointDeps {
  database: Database
  secrets: SecretBox
  clock: Clock
  outbound: OutboundHttp
  /** The counter shard of this process. */
  shard: number
  /** Maximum number of endpoints of a workspace, regardless of its plan. */
  endpointsMax: number
  noteReads: NoteReads
}

export type NewEndpoint = EndpointFields & { kind: EndpointKind; isActive: boolean; secret: string }
export type EndpointChanges = Changes<EndpointFields & { isActive: boolean }>
export type EndpointWithSecret = { endpoint: Endpoint; secret: string }

export type EndpointVerbs = ReturnType<typeof endpointVerbs>

const limitFeature = 'plinth.webhooks'

export function endpointVerbs({ database, secrets, clock, outbound, shard, endpointsMax, noteReads }: EndpointDeps) {
  /** Asks the outbound guard about a URL. Call it before the transaction: a slow resolver must not hold a connection. */
  async function checkUrl(ctx: CallContext, url: string): Promise<UrlVerdict> {
    // A caller who may not write an endpoint is refused later; no look-up for them.
    return mayManage(ctx) ? outbound.checkUrl(url) : { isAllowed: false, sentence: '' }
  }

  /** Adds an endpoint within the limit of the plan. The answer is the only one that holds the secret. */
  async function createEndpoint(
    tx: Tx,
    ctx: CallContext,
    input: NewEndpoint,
    verdict: UrlVerdict | undefined,
  ): Promise<EndpointWithSecret> {
    const workspaceId = managerWorkspace(ctx)
    refuse({
      ...fieldMistakes(input, sentencesOf(input.events, await refusedEvents(tx, input.events))),
      ...(input.kind === 'poll' ? pollMistakes(input) : mistakes({ url: missingUrl(input) })),
      ...mistakes({ secret: input.secret === '' ? [] : secretMistakes(input.secret) }),
    })
    refuseOtherNamespaces(ctx, input.namespaceIds)
    if (verdict !== undefined) refuseUrl(verdict)
    await refuseBeyondLimits(tx, ctx, workspaceId)
    const secret = input.secret || newSecret()
    const endpoint = await store.insertEndpoint(tx, workspaceId, newId('wh', clock), {
      ...input,
      ...sealHeaders(secrets, input.headers),
      sealedSecret: secrets.seal(Buffer.from(secret)),
      disabledReason: input.isActive ? '' : 'by_request',
    })
    emitEndpointEvent(tx, 'webhook.created', undefined, endpoint)
    return { endpoint, secret }
  }

  /** The endpoint, and which of its ordering keys are blocked. */
  async function getEndpoint(
    ctx: CallContext,
    id: string,
  ): Promise<{ endpoint: Endpoint; blockedKeys: BlockedKeys | undefined }> {
    const endpoint = await store.findEndpoint(database, readerWorkspace(ctx), id)
    if (endpoint === undefined) throw fail.endpointNotFound()
    return { endpoint, blockedKeys: await findBlockedKeys(database, id) }
  }

  /** The endpoints of the workspace, or, for operators, of all. */
  async function listEndpoints(
    ctx: CallContext,
    query: ListQuery | undefined,
    isOfAll: boolean,
  ): Promise<Page<Endpoint>> {
    if (!isOfAll) return store.pageEndpoints(database, query, readerWorkspace(ctx))
    requireOperator(ctx)
    const page = await store.pageEndpoints(database, query, undefined)
    await noteReads(
      ctx,
      page.rows.map(({ workspaceId }) => workspaceId),
    )
    return page
  }

  /** How endpoints of the caller's page do now, by id. */
  const healthOf = (endpoints: readonly Endpoint[]): Promise<ReadonlyMap<string, EndpointHealth>> => {
    const ids = endpoints.map(({ id }) => id)
    return database.transaction((tx) => findHealth(tx, ids), { settings: plannerSettings })
  }

  /** The attempts of an endpoint over time. */
  async function getSeries(ctx: CallContext, asked: { id: string } & AskedSeries): Promise<SeriesPoint[]> {
    if ((await store.findEndpoint(database, readerWorkspace(ctx), asked.id)) === undefined)
      throw fail.endpointNotFound()
    return seriesOf(database, asked.id, asked, clock.now())
  }

  /** Changes the given fields; disabling holds the deliveries of the endpoint, enabling releases them. */
  async function updateEndpoint(
    tx: Tx,
    ctx: CallContext,
    id: string,
    changes: EndpointChanges,
    verdict: UrlVerdict | undefined,
  ): Promise<Endpoint> {
    const { isActive, headers, ...fields } = changes
    const refused = await refusedEvents(tx, fields.events ?? [])
    const endpoint = await locked(tx, ctx, id)
    if (endpoint.kind === 'poll') refuse(pollMistakes(changes))
    refuse(mistakes({ headers: staleHeaders(endpoint, fields.url, headers) }))
    const restored = headers === undefined ? undefined : await withPresentValues(tx, endpoint, headers)
    // Those that the endpoint has already stay.
    const added = (fields.events ?? []).filter((name) => !endpoint.events.includes(name))
    const given = restored === undefined ? fields : { ...fields, headers: restored }
    refuse(fieldMistakes(given, sentencesOf(added, refused)))
    refuseOtherNamespaces(ctx, fields.namespaceIds ?? [])
    if (verdict !== undefined && fields.url !== endpoint.url) refuseUrl(verdict)
    const stored = restored === undefined ? undefined : sealHeaders(secrets, restored)
    const isChange = stored !== undefined || Object.values(fields).some((value) => value !== undefined)
    const changed = isChange ? await store.updateEndpoint(tx, endpoint.workspaceId, id, fields, stored) : endpoint
    if (endpoint.ordering === 'none' && changed.ordering === 'key' && !(await orderBacklog(tx, id)))
      throw fail.backlogTooLong(backlogMax)
    if (changed !== endpoint) emitEndpointEvent(tx, 'webhook.updated', endpoint, changed)
    if (isActive === undefined) return changed
    return isActive ? activateEndpoint(tx, changed) : disableEndpoint(tx, changed, 'by_request')
  }

  /** Deletes the endpoint and cancels its unfinished deliveries. */
  async function deleteEndpoint(tx: Tx, ctx: CallContext, id: string): Promise<void> {
    const endpoint = await locked(tx, ctx, id)
    await store.deleteEndpoint(tx, endpoint.workspaceId, id)
    await cancelDeliveries(tx, [id], shard)
    emitEndpointEvent(tx, 'webhook.deleted', endpoint, undefined)
  }

  /** Enables the endpoint and releases its held deliveries; does nothing to an active endpoint. */
  async function enableEndpoint(tx: Tx, ctx: CallContext, id: string): Promise<Endpoint> {
    return activateEndpoint(tx, await locked(tx, ctx, id))
  }

  /** Replaces the secret; the old one also signs until its grace period ends. Without one, a secret that is in its own ends too. */
  async function rotateSecret(
    tx: Tx,
    ctx: CallContext,
    id: string,
    graceHours: number,
    supplied: string,
  ): Promise<EndpointWithSecret> {
    const before = await locked(tx, ctx, id)
    const { workspaceId } = before
    refuse(
      mistakes({
        secret: supplied === '' ? [] : secretMistakes(supplied),
        grace_period_hours: graceMistakes(graceHours),
      }),
    )
    const secret = supplied || newSecret()
    const sealed = secrets.seal(Buffer.from(secret))
    if (!(await replaceSecret(tx, workspaceId, id, sealed, graceHours))) throw fail.secretInGrace()
    const endpoint = await store.findEndpoint(tx, workspaceId, id)
    if (endpoint === undefined) throw fail.endpointNotFound()
    emitEndpointEvent(tx, 'webhook.updated', before, endpoint)
    emitEndpointEvent(tx, 'webhook.secret_rotated', before, endpoint)
    return { endpoint, secret }
  }

  /** A client that writes back what it read sends hidden values: they stand for the stored values. */
  async function withPresentValues(tx: Tx, { workspaceId, id }: Endpoint, headers: Headers): Promise<Headers> {
    if (!Object.values(headers).includes(hiddenValue)) return headers
    const present = await findSealed(tx, workspaceId, id)
    return present === undefined ? headers : restoreHidden(headers, openHeaders(secrets, present))
  }

  async function locked(tx: Tx, ctx: CallContext, id: string): Promise<Endpoint> {
    const endpoint = await store.lockEndpoint(tx, managerWorkspace(ctx), id)
    if (endpoint === undefined) throw fail.endpointNotFound()
    matchVersion(ctx, endpoint.version)
    return endpoint
  }

  async function refuseBeyondLimits(tx: Tx, ctx: CallContext, workspaceId: string): Promise<void> {
    const planLimit = ctx.planLimits[limitFeature]
    const count = await store.countUnderLock(tx, workspaceId)
    if (planLimit !== undefined && count >= planLimit) throw fail.limitReached(planLimit)
    if (count >= endpointsMax) throw fail.endpointsFull(endpointsMax)
  }

  return {
    checkUrl,
    createEndpoint,
    getEndpoint,
    listEndpoints,
    healthOf,
    getSeries,
    updateEndpoint,
    deleteEndpoint,
    enableEndpoint,
    rotateSecret,
  }
}

/** A sentence for each event that cannot be newly asked for, by event. */
const refusedEvents = async (tx: Tx, asked: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  isEventCount(asked.length) ? refusedPatterns(tx, asked) : new Map()

const sentencesOf = (asked: readonly string[], refused: ReadonlyMap<string, string>): string[] =>
  asked.flatMap((name) => refused.get(name) ?? [])

/** A change of the URL must not disclose stored header values: a new origin gets only values that were sent again. */
function staleHeaders(endpoint: Endpoint, url: string | undefined, headers: Headers | undefined): string[] {
  if (url === undefined || originOf(url) === originOf(endpoint.url)) return []
  const kept = Object.values(headers ?? endpoint.headers).includes(hiddenValue)
  return kept
    ? ['Stored values are not sent to another origin. Send the values with the new URL, or {} to remove them.']
    : []
}

function refuse(details: Record<string, readonly string[]>): void {
  if (Object.keys(details).length > 0) throw fail.invalidFields(details)
}

const missingUrl = ({ url }: NewEndpoint): string[] => (url === '' ? ['The url field is required.'] : [])

function refuseUrl(verdict: UrlVerdict): void {
  if (!verdict.isAllowed) throw fail.urlRefused(verdict.sentence)
}
