// Package assets holds files that servers hand out as they are.
package assets

import _ "embed"

// DevWallet is the script of the demo's wallet. It is read-only.
//
//go:embed devwallet.js
var DevWallet []byte
