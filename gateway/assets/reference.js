// Nothing here may call anybody but this server: no fonts, telemetry, agents or proxies of others.
globalThis.Scalar.createApiReference('#reference', {
  url: 'api/openapi.json',
  pageTitle: 'Plinth API',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  proxyUrl: '',
  hideClientButton: true,
  showDeveloperTools: 'never',
  persistAuth: false,
  // The samples of the document, and no others.
  hiddenClients: true,
  defaultOpenAllTags: true,
})
