// Package templates has the catalogue of services that the platform offers to deploy, a YAML file each.
package templates

import "embed"

// Files are the templates; each is a wire.Template; see docs/catalogue.md.
//
//go:embed *.yaml
var Files embed.FS
