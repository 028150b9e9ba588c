import type { ErrorPages } from './error-page.ts'

/** Who are you, and may you? */
export const callerErrors: ErrorPages<
  | 'UNAUTHENTICATED'
  | 'INVALID_API_KEY'
  | 'TOKEN_EXPIRED'
  | 'INSUFFICIENT_PERMISSIONS'
  | 'IP_NOT_ALLOWED'
  | 'WORKSPACE_SUSPENDED'
  | 'NAMESPACE_ACCESS_DENIED'
  | 'ENTITLEMENT_DENIED'
  | 'FEATURE_LIMIT_REACHED'
> = {
  UNAUTHENTICATED: {
    means: 'The request carries no API key.',
    when: ['There is no `Authorization` header.', 'It is neither Bearer nor Basic.'],
    remedy: ['Send the key as `Authorization: Bearer sk_live_…`, or as the user name of HTTP Basic.'],
    example: { message: 'An API key is required: send it as "Authorization: Bearer <key>".' },
  },
  INVALID_API_KEY: {
    means: 'The API key is not one that Plinth knows.',
    when: [
      'It is cut off or mistyped: its checksum does not match.',
      'It was revoked, or rotated and its grace ended.',
      'Its user is suspended or was deleted.',
      'It was reported as leaked.',
    ],
    remedy: ['Compare its first characters with `prefix` in the list of keys.', 'Create a new key and replace it.'],
    example: { message: 'The API key is not valid.' },
  },
  TOKEN_EXPIRED: {
    means: 'The API key is past its `expires_at`.',
    when: ['The key is genuine, and its time is over.'],
    remedy: ['Create a new key; one with a later `expires_at`, or with none.'],
    example: { message: 'The API key has expired.' },
  },
  INSUFFICIENT_PERMISSIONS: {
    means: 'The caller is known and may see this, but may not do it.',
    when: [
      'The key lacks the scope of the operation; `details.required_scope` names it.',
      'The user’s role in the workspace is too low.',
      'The operation is for operators alone.',
    ],
    remedy: [
      'Use a key with the scope. Scopes never grow: its creator must have the scope too.',
      'Ask an owner of the workspace for the role.',
    ],
    example: {
      message: 'The API key lacks the scope that this operation needs.',
      details: { required_scope: ['write:workspaces'], provided_scopes: ['read:all'] },
    },
  },
  IP_NOT_ALLOWED: {
    means: 'The API key may not be used from this address.',
    when: ['The key has `allowed_ips`, and the request comes from none of them.'],
    remedy: [
      'Add the address to the key’s `allowed_ips`.',
      'Behind a proxy, its operator sets `GATEWAY_TRUSTED_PROXIES`: otherwise the proxy’s address is what counts. A trusted proxy has to tell the caller’s address in `X-Forwarded-For`, a port with it or not.',
    ],
    example: { message: 'This API key may not be used from your IP address.' },
  },
  WORKSPACE_SUSPENDED: {
    means: 'The workspace was suspended; nothing can be done in it.',
    when: ['An operator suspended the workspace in which the request acts, or the one that the key belongs to.'],
    remedy: [
      'Ask the operator why, and to reactivate it. `GET /user`, `GET /workspaces` and `GET /workspaces/{id}` still work.',
    ],
    example: { message: 'The workspace is suspended.' },
  },
  NAMESPACE_ACCESS_DENIED: {
    means: 'The namespace exists where you can see it, but you may not act in it here.',
    when: ['`X-Namespace-ID` names a namespace outside the workspace of the request.'],
    remedy: ['Name the workspace that the namespace belongs to in `X-Workspace-ID`, or leave the namespace out.'],
    example: { message: 'The namespace does not belong to the chosen workspace.' },
  },
  ENTITLEMENT_DENIED: {
    means: 'The operation needs a feature that the plan does not include.',
    when: ['No package of the namespace, nor of the workspace that pays for it, includes the feature.'],
    remedy: ['Change to a package that includes it; `details.feature` names it.'],
    example: { message: 'The plan does not include this feature.', details: { feature: ['plinth.webhooks'] } },
  },
  FEATURE_LIMIT_REACHED: {
    means: 'The plan’s limit of what you want to create is reached.',
    when: [
      'The workspace already has as many as its package allows.',
      'The user’s keys have made as many workspaces as one user may.',
    ],
    remedy: ['Delete what is no longer needed, or change to a package with a higher limit.'],
    example: { message: 'The plan allows 10 API keys.', details: { feature: ['plinth.api_keys'] } },
  },
}
