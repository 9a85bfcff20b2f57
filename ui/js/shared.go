package js

import (
	"context"
	"net/url"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/clip"
)

// sharedKey and sharedCache are where the service worker keeps what another app has shared, and maxShared how many bytes that
// may have: see assets/worker.js.
const (
	sharedKey   = "/.berth-shared"
	sharedCache = "berth-data"
	maxShared   = 256 << 10 // of 64 Ki characters
)

// Shared takes what another app has shared with this one, as text, with its name; "" for nothing. It is there once.
func Shared(ctx context.Context) (name, text string, err error) {
	promise, err := Try(func() app.Value { return app.Window().Get("caches").Call("open", sharedCache) })
	if err != nil {
		return "", "", err
	}
	cache, err := Await(ctx, promise)
	if err != nil {
		return "", "", err
	}
	answer, err := Await(ctx, cache.Call("match", sharedKey))
	if err != nil || !answer.Truthy() {
		return "", "", err
	}
	if h := answer.Get("headers").Call("get", "X-Name"); h.Truthy() {
		if name, err = url.PathUnescape(h.String()); err != nil {
			name = ""
		}
	}
	body, err := read(ctx, sharedKey, answer, maxShared)
	if err != nil {
		return "", "", err
	}
	_, _ = Await(ctx, cache.Call("delete", sharedKey)) // one that stays is taken once more, and no harm
	return clip.To(name, 200), string(body), nil
}

// Badge shows on the app's icon how many things want attention; 0 takes it off. Browsers that have no such thing do nothing.
func Badge(n int) {
	_, _ = Try(func() app.Value {
		nav := app.Window().Get("navigator")
		switch {
		case !nav.Get("setAppBadge").Truthy():
		case n == 0:
			nav.Call("clearAppBadge")
		default:
			nav.Call("setAppBadge", n)
		}
		return nil
	})
}
