package js

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/ui/outside"
)

// Origin is where the page is from: http or https, and the host with its port if that is not the scheme's own.
func Origin() (scheme, host string) {
	l := app.Window().Get("location")
	return strings.TrimSuffix(l.Get("protocol").String(), ":"), l.Get("host").String()
}

// Online reports whether the browser has a network, as far as it knows.
func Online() bool {
	v, err := Try(func() app.Value { return app.Window().Get("navigator").Get("onLine") })
	return err != nil || v.Bool()
}

// Store is one of the browser's two storages. A store that cannot be used, because it is full or forbidden, holds
// nothing: what is kept there can always be had again.
type Store string

// The stores.
const (
	Local   Store = "localStorage"   // kept between visits
	Session Store = "sessionStorage" // of this tab
)

// Get reads a key's JSON into v and reports whether that could be done.
func (s Store) Get(key string, v any) bool {
	item, err := Try(func() app.Value { return app.Window().Get(string(s)).Call("getItem", key) })
	if err != nil || item.Type() != app.TypeString {
		return false
	}
	return json.Unmarshal([]byte(item.String()), v) == nil
}

// Set writes v's JSON.
func (s Store) Set(key string, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		return
	}
	_, _ = Try(func() app.Value { return app.Window().Get(string(s)).Call("setItem", key, string(b)) })
}

// Del removes a key.
func (s Store) Del(key string) {
	_, _ = Try(func() app.Value { return app.Window().Get(string(s)).Call("removeItem", key) })
}

// SHA256 hashes with the browser's SubtleCrypto, which exists on secure origins (https, localhost) only.
func SHA256(ctx context.Context, b []byte) (eth.Hash, error) {
	promise, err := Try(func() app.Value {
		return app.Window().Get("crypto").Get("subtle").Call("digest", "SHA-256", Bytes(b))
	})
	if err != nil {
		return eth.Hash{}, err
	}
	sum, err := Await(ctx, promise)
	if err != nil {
		return eth.Hash{}, err
	}
	return eth.Hash(GoBytes(sum)), nil
}

// Copy puts text on the clipboard.
func Copy(ctx context.Context, text string) error {
	promise, err := Try(func() app.Value {
		return app.Window().Get("navigator").Get("clipboard").Call("writeText", text)
	})
	if err != nil {
		return err
	}
	_, err = Await(ctx, promise)
	return err
}

// Here is where the page is.
func Here() outside.Place {
	name, err := Try(func() app.Value { return app.Window().Get("location").Get("hostname") })
	if err != nil {
		return outside.Place{}
	}
	s := name.String()
	return outside.Place{Local: s == "localhost" || s == "127.0.0.1" || strings.HasSuffix(s, ".localhost")}
}

// Download has the browser save what is at a URL whose answer says that it is a file. The page stays.
func Download(to outside.URL) error {
	_, err := Try(func() app.Value {
		a := app.Window().Get("document").Call("createElement", "a")
		a.Set("href", to.String())
		a.Set("rel", "noopener noreferrer")
		a.Call("click")
		return nil
	})
	return err
}

// Tab is a browser tab that was opened before it was known what to show in it: browsers let a page open one only
// right after a click.
type Tab struct{ window app.Value }

// OpenTab opens an empty tab that shows a line of text meanwhile. Call it in the click's handler itself.
func OpenTab(text string) Tab {
	w, err := Try(func() app.Value { return app.Window().Call("open", "", "_blank") })
	if err != nil || !w.Truthy() {
		return Tab{}
	}
	_, _ = Try(func() app.Value {
		d := w.Get("document")
		d.Set("title", text)
		style := d.Get("body").Get("style")
		style.Set("font", "17px system-ui, sans-serif")
		style.Set("padding", "24px")
		style.Set("colorScheme", "light dark")
		d.Get("body").Set("textContent", text)
		// The service is somebody else's page: it gets no handle on this one.
		w.Set("opener", nil)
		return nil
	})
	return Tab{w}
}

// Opened reports whether the browser let the tab be opened.
func (t Tab) Opened() bool { return t.window != nil }

// Go shows a URL in the tab.
func (t Tab) Go(to outside.URL) {
	if t.window != nil && to.Foreign() {
		_, _ = Try(func() app.Value { t.window.Get("location").Set("href", to.String()); return nil })
	}
}

// Close closes the tab.
func (t Tab) Close() {
	if t.window != nil {
		_, _ = Try(func() app.Value { return t.window.Call("close") })
	}
}

// Phone reports whether the page is on a phone or a tablet, as far as its browser says so.
func Phone() bool {
	v, err := Try(func() app.Value { return app.Window().Get("navigator") })
	if err != nil {
		return false
	}
	agent := v.Get("userAgent").String()
	if data := v.Get("userAgentData"); data.Truthy() && data.Get("mobile").Bool() {
		return true
	}
	// An iPad says that it is a Mac, of which none has a touch screen.
	return strings.Contains(agent, "Android") || strings.Contains(agent, "iPhone") || strings.Contains(agent, "iPad") ||
		strings.Contains(agent, "Macintosh") && v.Get("maxTouchPoints").Int() > 1
}

// Address is that of the page, without a fragment.
func Address() string {
	v, err := Try(func() app.Value { return app.Window().Get("location").Get("href") })
	if err != nil {
		return ""
	}
	s, _, _ := strings.Cut(v.String(), "#")
	return s
}
