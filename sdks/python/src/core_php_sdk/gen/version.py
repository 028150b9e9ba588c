# Generated from docs/openapi.json by npm run gen.
VERSION = "0.1.0"
