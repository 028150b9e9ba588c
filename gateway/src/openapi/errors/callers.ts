import type { ErrorPages } from './error-page.ts'

/** Authentication, authorisation and plan limits. */
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
    means: 'The request has no API key.',
    when: ['There is no `Authorization` header.', 'The header is neither Bearer nor Basic.'],
    remedy: ['Send the key as `Authorization: Bearer sk_live_…`, or as the user name of HTTP Basic.'],
    example: { message: 'An API key is required. Send it as "Authorization: Bearer <key>".' },
  },
  INVALID_API_KEY: {
    means: 'Plinth does not know the API key.',
    when: [
      'The key is cut off or mistyped: its checksum does not match.',
      'The key was revoked, or it was rotated without a grace period.',
      'The user of the key is suspended or was deleted.',
      'The key was reported as leaked and was revoked.',
    ],
    remedy: ['Compare its first characters with `prefix` in the list of keys.', 'Create a new key and use it instead.'],
    example: { message: 'The API key is not valid. Check that it is complete, or make another one.' },
  },
  TOKEN_EXPIRED: {
    means: 'The API key is past its `expires_at`.',
    when: ['The key has expired.', 'The key was rotated, and its grace period has ended.'],
    remedy: ['Use the key that replaced it, or create a new key with a later `expires_at`, or with none.'],
    example: { message: 'The API key has expired. Make another one.' },
  },
  INSUFFICIENT_PERMISSIONS: {
    means: 'The API key is valid, but it does not allow this operation.',
    when: [
      'The key lacks the scope of the operation; `details.required_scope` names it.',
      'The user’s role in the workspace is too low.',
      'The operation is for operators only.',
    ],
    remedy: [
      'Use a key with the scope. The creator of a key must have each of its scopes too.',
      'Ask an owner of the workspace for a higher role.',
    ],
    example: {
      message: 'The API key does not have the scope that this operation requires. Use a key that has it.',
      details: { required_scope: ['write:workspaces'], provided_scopes: ['read:all'] },
    },
  },
  IP_NOT_ALLOWED: {
    means: 'The API key does not allow this IP address.',
    when: ['The key has `allowed_ips`, and the request comes from an address outside that list.'],
    remedy: [
      'Add the address to the key’s `allowed_ips`.',
      'Behind a proxy, set `GATEWAY_TRUSTED_PROXIES`; otherwise Plinth sees the address of the proxy. A trusted proxy must send the address of the caller in `X-Forwarded-For`, with or without a port.',
    ],
    example: { message: 'The API key does not allow your IP address. Add the address to its allowed_ips.' },
  },
  WORKSPACE_SUSPENDED: {
    means: 'The workspace is suspended: its keys are refused, and so are other keys in it, except those of operators.',
    when: ['An operator suspended the workspace of the request, or the workspace that the key belongs to.'],
    remedy: [
      'Ask the operator to reactivate the workspace. `GET /user`, `GET /workspaces` and `GET /workspaces/{id}` still work.',
    ],
    example: { message: 'The workspace is suspended.' },
  },
  NAMESPACE_ACCESS_DENIED: {
    means: 'You can see the namespace, but it does not belong to the workspace of the request.',
    when: [
      '`X-Namespace-ID` names a namespace outside the workspace of the request.',
      'An operator names a workspace, and the path names a namespace that another workspace owns or pays for.',
    ],
    remedy: [
      'Name the workspace that the namespace belongs to in `X-Workspace-ID`, or leave the namespace out. Operators can also name no workspace.',
    ],
    example: {
      message:
        'The namespace does not belong to the chosen workspace. Name its own workspace, or leave the namespace out.',
    },
  },
  ENTITLEMENT_DENIED: {
    means: 'Reserved: no operation of this version returns it. A reached limit is `FEATURE_LIMIT_REACHED`.',
    when: ['Later versions may return it where the plan does not include a feature that an operation requires.'],
    remedy: ['Change to a package that includes the feature; `details.feature` names it.'],
    example: { message: 'The plan does not include this feature.', details: { feature: ['plinth.webhooks'] } },
  },
  FEATURE_LIMIT_REACHED: {
    means: 'The limit for this kind of resource is reached.',
    when: [
      'The workspace already has as many resources of this kind as its plan allows.',
      'The user has already created as many workspaces as one user is allowed.',
      'The workspace has already published as many events in this month as its plan allows.',
    ],
    remedy: ['Delete a resource that is no longer needed, or change to a package with a higher limit.'],
    example: {
      message: 'The plan allows 10 API keys. Revoke one, or change the plan.',
      details: { feature: ['plinth.api_keys'] },
    },
  },
}
