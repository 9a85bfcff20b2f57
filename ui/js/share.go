package js

import (
	"context"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// CanShare reports whether the browser has a way of the device's own to hand something on (W3C Web Share).
func CanShare() bool {
	v, err := Try(func() app.Value { return app.Window().Get("navigator").Get("share") })
	return err == nil && v.Truthy()
}

// Share has the device hand on an address. That its owner thought better of it is no error.
func Share(ctx context.Context, title, url string) error {
	promise, err := Try(func() app.Value {
		return app.Window().Get("navigator").Call("share", map[string]any{"title": title, "url": url})
	})
	if err == nil {
		_, err = Await(ctx, promise)
	}
	if e, ok := err.(*Error); ok && e.Name == "AbortError" {
		return nil
	}
	return err
}

// ASCIIHost is a host name as it is on the wire: the browser turns what is not ASCII into it (RFC 5891). "" is no host.
func ASCIIHost(name string) string {
	v, err := Try(func() app.Value { return app.Window().Get("URL").New("http://" + name).Get("hostname") })
	if err != nil {
		return ""
	}
	return v.String()
}
