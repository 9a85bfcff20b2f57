// Package templates has the catalogue of services that the platform offers to deploy, a JSON file each.
package templates

import "embed"

// Files are the templates; each is a wire.Template.
//
//go:embed *.json
var Files embed.FS
