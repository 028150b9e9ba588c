/** True for the query of a dry run, of an operation that has them; its parameters need not be read yet. */
export const isDryQuery = (query: URLSearchParams): boolean => ['true', '1'].includes(query.get('dry_run') ?? '')
