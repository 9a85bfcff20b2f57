package js

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
)

// Random is 32 random bytes of the browser's own. Where it has none there is nothing to go on with.
func Random() eth.Hash {
	w := app.Window()
	return eth.Hash(GoBytes(w.Get("crypto").Call("getRandomValues", w.Get("Uint8Array").New(32))))
}
