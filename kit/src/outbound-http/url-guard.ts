import { withTimeout } from '../timeout.ts'
import type { AddressPolicy } from './address-policy.ts'
import { blocked, dnsFailure, OutboundFailure } from './failure.ts'
import type { Resolve } from './resolver.ts'
import { readTarget, type Target, type UrlVerdict } from './url-rule.ts'

export interface Guard {
  /**
   * For writes: refuses URLs to which nothing could be sent. A name that does not resolve and a name with a refused address get
   * the same sentence, because the difference would reveal which internal names exist. If the resolver does not answer, nothing is refused:
   * sending checks again.
   */
  checkUrl(url: string): Promise<UrlVerdict>
  /** Checks a URL for sending. Throws OutboundFailure `blocked`. */
  readTarget(url: string): Target
  /**
   * Returns the addresses to which a connection is allowed, or the name where the proxy resolves it. Throws OutboundFailure `blocked` or
   * `dns`.
   */
  addressesOf(target: Target): Promise<readonly string[]>
}

export interface GuardOptions {
  allowHttp: boolean
  policy: AddressPolicy
  resolve: Resolve
  /** Names are left to the operator's proxy; addresses, local names, names without a dot and URLs are judged here. */
  doesProxyResolve?: boolean
  /** Time limit of a write for resolving the name. */
  checkTimeoutMs: number
}

const unreachableHost = 'The host of the URL resolves to no address that webhooks are allowed to use.'

/** Every stored URL and every request passes this guard; the address policy decides (webhooks.md §5). */
export function guard(options: GuardOptions): Guard {
  const { policy, resolve } = options

  async function addressesOf(target: Target): Promise<readonly string[]> {
    if (options.doesProxyResolve && !target.isLiteral) {
      // The search domains of the proxy's machine would lead a name without a dot to its own network.
      if (target.isLocalName || !target.host.includes('.')) throw blocked()
      return [target.host]
    }
    const addresses = target.isLiteral ? [target.host] : await resolved(target.host)
    const mayConnect = target.isLocalName ? policy.isListed : policy.allows
    if (!addresses.every((address) => mayConnect(address))) throw blocked()
    return addresses
  }

  async function resolved(name: string): Promise<readonly string[]> {
    const addresses = await resolve(name).catch((cause: unknown) => {
      throw dnsFailure(cause)
    })
    if (addresses.length === 0) throw new OutboundFailure('dns', 'The host name has no address.')
    return addresses
  }

  return {
    addressesOf,
    readTarget(url) {
      const verdict = readTarget(url, options)
      if (!verdict.isAllowed) throw new OutboundFailure('blocked', verdict.sentence)
      return verdict.target
    },
    async checkUrl(url) {
      const verdict = readTarget(url, options)
      if (!verdict.isAllowed) return verdict
      const failure = await withTimeout(options.checkTimeoutMs, addressesOf(verdict.target), unresolved).then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      if (failure === undefined) return verdict
      if (!(failure instanceof OutboundFailure)) throw failure
      const isUnanswered = failure.outcome === 'dns' && isResolverSilent(failure.cause) && !verdict.target.isLocalName
      return isUnanswered ? verdict : { isAllowed: false, sentence: unreachableHost }
    },
  }
}

/** Codes of c-ares for a resolver that is not reachable or did not answer. */
function isResolverSilent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ECONNREFUSED' || cause.code === 'ETIMEOUT')
}

class ResolverTimeout extends Error {
  readonly code = 'ETIMEOUT'
}

const unresolved = () =>
  new OutboundFailure('dns', 'The host name could not be resolved in time.', new ResolverTimeout())
