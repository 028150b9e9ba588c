/** Maximum time for which a gateway uses a cached key or access, from the start of its loading, even if no message reaches the gateway. */
export const cachedAccessMsMax = 3_000
