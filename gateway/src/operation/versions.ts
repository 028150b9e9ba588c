import type { Deprecation } from './deprecation.ts'

export interface ApiVersion {
  basePath: string
  /** Value of X-API-Version. */
  name: string
  deprecation?: Deprecation
}

/** Every version that is served, the newest first. */
export const versions: readonly [ApiVersion, ...ApiVersion[]] = [{ basePath: '/api/v1', name: '1' }]

export type VersionedPath =
  | { kind: 'served'; version: ApiVersion; path: string }
  | { kind: 'unknown-version' }
  | { kind: 'elsewhere' }

/** Splits a request's path into its version and the version's own part. */
export function versionOf(path: string): VersionedPath {
  for (const version of versions) {
    if (path.startsWith(`${version.basePath}/`)) {
      return { kind: 'served', version, path: path.slice(version.basePath.length) }
    }
  }
  return /^\/api\/v\d+(\/|$)/.test(path) && !versions.some(({ basePath }) => basePath === path)
    ? { kind: 'unknown-version' }
    : { kind: 'elsewhere' }
}
