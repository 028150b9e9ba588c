/** An API key that acts in a workspace which is not its own. */
export interface ForeignKeyUse {
  /** Where it acts. */
  workspaceId: string
  keyId: string
  userId: string
  /** What may be shown of the key. */
  prefix: string
}

export interface ForeignKey extends ForeignKeyUse {
  /** Its first use in that workspace. */
  createdAt: Date
  lastUsedAt: Date
}
