// Limits of fields that several resources have (api.md §5). The schemas of the gateway and the rules of the services take
// them from here.

export const nameLengthMax = 255
export const slugLengthMax = 100
/** Lower-case letters and digits, with single dashes between them. */
export const slugPattern = /^[a-z0-9](-?[a-z0-9])*$/
/** Literal segments of paths below /workspaces: a path with such a slug does not lead to the workspace. */
export const reservedWorkspaceSlugs: readonly string[] = ['batch']
export const eventIdLengthMax = 255
export const tagLimits = { tagsMax: 50, lengthMax: 100 }
export const metadataLimits = { pairsMax: 50, keyMax: 40, valueMax: 500 }
