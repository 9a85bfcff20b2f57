package js

import (
	"context"
	"errors"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/clip"
	"berth/shared/wire"
)

// Errors of subscribing to push.
var (
	ErrNoPush      = errors.New("the browser shows no notices")
	ErrPushDenied  = errors.New("the user refused notices")
	ErrPushService = errors.New("the browser's push service cannot be reached")
)

// CanPush reports whether the browser can show notices of the platform while no page is open (W3C Push API).
func CanPush() bool {
	v, err := Try(func() app.Value {
		w := app.Window()
		return app.ValueOf(w.Get("navigator").Get("serviceWorker").Truthy() && w.Get("PushManager").Truthy() && w.Get("Notification").Truthy())
	})
	return err == nil && v.Truthy()
}

// pushManager is that of the page's service worker.
func pushManager(ctx context.Context) (app.Value, error) {
	if !CanPush() {
		return nil, ErrNoPush
	}
	ready, err := Try(func() app.Value { return app.Window().Get("navigator").Get("serviceWorker").Get("ready") })
	if err != nil {
		return nil, err
	}
	reg, err := Await(ctx, ready)
	if err != nil {
		return nil, err
	}
	return reg.Get("pushManager"), nil
}

// PushEndpoint is where this browser is subscribed; empty: it is not.
func PushEndpoint(ctx context.Context) (string, error) {
	sub, err := pushSubscription(ctx)
	if err != nil || !sub.Truthy() {
		return "", err
	}
	return sub.Get("endpoint").String(), nil
}

func pushSubscription(ctx context.Context) (app.Value, error) {
	m, err := pushManager(ctx)
	if err != nil {
		return nil, err
	}
	promise, err := Try(func() app.Value { return m.Call("getSubscription") })
	if err != nil {
		return nil, err
	}
	return Await(ctx, promise)
}

// Subscribe has the browser ask its user, and subscribes it with the platform's key. A subscription with another key is given up first.
func Subscribe(ctx context.Context, key string) (wire.PushSubscription, error) {
	var none wire.PushSubscription
	m, err := pushManager(ctx)
	if err != nil {
		return none, err
	}
	promise, err := Try(func() app.Value { return app.Window().Get("Notification").Call("requestPermission") })
	if err != nil {
		return none, err
	}
	if may, err := Await(ctx, promise); err != nil || may.String() != "granted" {
		return none, ErrPushDenied
	}
	if err := Unsubscribe(ctx); err != nil {
		return none, err
	}
	if promise, err = Try(func() app.Value {
		return m.Call("subscribe", map[string]any{"userVisibleOnly": true, "applicationServerKey": key})
	}); err != nil {
		return none, err
	}
	sub, err := Await(ctx, promise)
	var e *Error
	switch {
	case errors.As(err, &e) && e.Name == "NotAllowedError":
		return none, ErrPushDenied
	case errors.As(err, &e):
		return none, ErrPushService
	case err != nil:
		return none, err
	}
	keys := sub.Call("toJSON").Get("keys")
	agent := app.Window().Get("navigator").Get("userAgent").String()
	return wire.PushSubscription{
		Endpoint: sub.Get("endpoint").String(), P256dh: keys.Get("p256dh").String(), Auth: keys.Get("auth").String(), Name: clip.To(browserName(agent), 80),
	}, nil
}

// Unsubscribe gives up this browser's subscription, if there is one.
func Unsubscribe(ctx context.Context) error {
	sub, err := pushSubscription(ctx)
	if err != nil || !sub.Truthy() {
		return err
	}
	promise, err := Try(func() app.Value { return sub.Call("unsubscribe") })
	if err == nil {
		_, err = Await(ctx, promise)
	}
	return err
}

// Zone is the time zone of whoever sits here, by its name in the IANA database.
func Zone() string {
	v, err := Try(func() app.Value {
		return app.Window().Get("Intl").Call("DateTimeFormat").Call("resolvedOptions").Get("timeZone")
	})
	if err != nil || v.Type() != app.TypeString || v.String() == "" {
		return "UTC"
	}
	return v.String()
}
