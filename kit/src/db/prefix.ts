// Prefixes through an index with text_pattern_ops, in any collation. NOTE: LIKE with a parameter uses no index once PostgreSQL
// plans a prepared statement for any value; these operators do.

/** SQL: true if the text begins with the other one. */
export const startsWith = (text: string, start: string): string =>
  `(${text} ~>=~ ${start} AND ${text} ~<~ (${start} || chr(1114111)))`

/** SQL: the order of the index, so that a LIMIT reads no more than its rows. */
export const inPrefixOrder = (text: string): string => `ORDER BY ${text} USING ~<~`
