/** The folder of the console: "/console", behind a proxy perhaps "/tools/console". */
export const basePath = new URL(document.baseURI).pathname.replace(/\/+$/, '')

/** Where the API of this gateway is, for the page and in the samples that it shows. */
export const apiUrl = new URL('..', document.baseURI).href.replace(/\/+$/, '')
