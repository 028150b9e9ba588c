/** An API key that acts in a workspace which is not its own. */
export interface ForeignKeyUse {
  /** Workspace in which the key acts. */
  workspaceId: string
  keyId: string
  userId: string
  /** First characters of the key. */
  prefix: string
}

export interface ForeignKey extends ForeignKeyUse {
  /** First use of the key in that workspace. */
  createdAt: Date
  lastUsedAt: Date
}
