/** True if the path, below the console's, is one of a page's pattern: "/users/:userId", "/workspaces/:workspaceId/:tab?". */
export function isPathOf(pattern: string, path: string): boolean {
  const parts = pattern.replace(/\/:\w+\?/g, '(?:/[^/]+)?').replace(/:\w+/g, '[^/]+')
  return new RegExp(`^${parts}/?$`, 'i').test(path)
}
