import type { CallOptions } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { anonymous, contextOf } from '../../access/caller.ts'
import { isDryQuery } from '../../operation/is-dry-query.ts'
import type { Answer, BatchRunner, PreparedInput } from '../../operation/operation.ts'
import { revocationOf } from '../../revocation/revocation-of-call.ts'
import { publicUrl } from '../answer/public-url.ts'
import { shownRate } from '../answer/rate-headers.ts'
import { closed } from '../context/closed-connection.ts'
import type { Gateway } from '../context/gateway.ts'
import type { PreparedRequest } from '../context/request-context.ts'
import { queueHeavy } from './heavy-calls.ts'
import { idempotencyOf } from './idempotency-key.ts'
import { waitWhileAllowed } from './wait-while-allowed.ts'

/** Gives a batch the runner of its operations. */
export type RunnerOf = (request: PreparedRequest, gateway: Gateway) => BatchRunner

/** Runs the matched record in its context. Keeps the access that it may have revoked, also if it failed. */
export async function perform(request: PreparedRequest, gateway: Gateway, runnerOf: RunnerOf): Promise<Answer> {
  const { operation, query } = request
  let refusal: unknown
  try {
    const input = inputOf(request, gateway, runnerOf)
    if (input.ask.context !== undefined)
      await gateway.operatorAccess.note(operation, input.ask.context, request.homes, isDryQuery(query))
    return await queueHeavy(request, gateway, () => request.prepared(input))
  } catch (thrown) {
    refusal = thrown
    throw thrown
  } finally {
    request.revocations.push(revocationOf(request, refusal))
  }
}

function inputOf(request: PreparedRequest, gateway: Gateway, runnerOf: RunnerOf): PreparedInput {
  const { services, clock, now, revokeEverywhere, directory, version, peerReady } = gateway
  const { operation, bearer, access, requestId } = request
  const { list, includes } = request.shape
  const caller = { principal: bearer?.principal ?? anonymous, access }
  const ip = request.isIpKnown ? request.ip : ''
  const userAgent = printableStart(request.req.headers['user-agent'] ?? '')
  const context = contextOf({ requestId, ip, userAgent }, bearer && caller)
  const ask: CallOptions = { context, ...timeout(operation.timeoutMs) }
  const call: CallOptions = {
    // A write continues without its caller, who may retry and get the stored response.
    ...(operation.method === 'GET'
      ? { ...ask, signal: closed(request) }
      : { ...ask, context: written(context, request) }),
    onReply: (reply) => {
      request.reply = reply
    },
  }
  return {
    params: request.params,
    list,
    includes,
    caller,
    bearer,
    services,
    now,
    revokeEverywhere,
    bytes: request.body,
    lastEventId: headerOf(request, 'last-event-id'),
    accessTo: (workspace, namespace) =>
      directory.access({ requestId, principal: caller.principal, workspace, namespace }),
    urlOf: (path) => publicUrl({ req: request.req, path, query: new URLSearchParams() }, gateway.config).href,
    version,
    peerReady,
    rate: () => shownRate(request.decision, clock.now()),
    batch: () => runnerOf(request, gateway),
    ask,
    noteShown: (workspaceIds) => gateway.operatorAccess.noteShown(context, workspaceIds),
    denied: request,
    call,
    waitWhileAllowed: (wait) =>
      waitWhileAllowed(request, gateway, (signal) =>
        wait({ ...call, signal: AbortSignal.any([signal, closed(request)]) }),
      ),
  }
}

const written = (context: CallContext, request: PreparedRequest): CallContext => ({
  ...context,
  ...idempotencyOf(request),
  ...preconditionOf(request),
})

/** Returns the value of a header, or an empty text without it. */
function headerOf({ req }: PreparedRequest, name: string): string {
  const value = req.headers[name]
  return typeof value === 'string' ? value : ''
}

/** Returns the first 200 characters, with "?" for what is no printable ASCII: a record of it must not hold control characters. */
const printableStart = (text: string): string => text.slice(0, 200).replace(/[^ -~]/g, '?')

const timeout = (timeoutMs: number | undefined) => (timeoutMs === undefined ? {} : { timeoutMs })

// No row has this version: a service of the release before, which knows one version alone, refuses with 412.
const neverVersion = -1

function preconditionOf({ ifMatchVersions }: PreparedRequest): Partial<CallContext> {
  if (ifMatchVersions === undefined) return {}
  const [version = neverVersion, ...others] = ifMatchVersions
  return others.length === 0
    ? { ifMatchVersion: version }
    : { ifMatchVersion: neverVersion, ifMatchVersions: [...ifMatchVersions] }
}
