package js

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Secret is a key pair of this browser's own, for ECDSA on P-256. The browser keeps its private half and lets no script read
// it, not even the page's own: whoever wants to sign with it has to be here.
type Secret struct {
	Point []byte // the public half: 4, x, y

	key app.Value
}

const (
	secretsDB    = "berth"
	secretsStore = "secrets"
	// secretWait is how long the browser may take for a step. Some never answer in private windows.
	secretWait = 5 * time.Second
)

// CanKeepSecrets reports whether this browser has what a Secret needs. In a private window it may turn out later that it
// cannot keep one.
func CanKeepSecrets() bool {
	ok, err := Try(func() app.Value {
		w := app.Window()
		if c := w.Get("crypto"); !c.Truthy() || !c.Get("subtle").Truthy() {
			return app.Undefined()
		}
		return w.Get("indexedDB")
	})
	return err == nil && ok.Truthy()
}

// OpenSecret is the one that is kept under a name, if there is one.
func OpenSecret(ctx context.Context, name string) (Secret, bool, error) {
	v, err := onSecrets(ctx, "readonly", func(store app.Value) app.Value { return store.Call("get", name) })
	if err != nil || !v.Truthy() || !v.Get("key").Truthy() || !v.Get("point").Truthy() {
		return Secret{}, false, err
	}
	return Secret{Point: GoBytes(v.Get("point")), key: v.Get("key")}, true, nil
}

// NewSecret makes one and keeps it under a name, in the place of what was kept there.
func NewSecret(ctx context.Context, name string) (Secret, error) {
	pair, err := subtle(ctx, "generateKey", map[string]any{"name": "ECDSA", "namedCurve": "P-256"}, false, []any{"sign", "verify"})
	if err != nil {
		return Secret{}, err
	}
	raw, err := subtle(ctx, "exportKey", "raw", pair.Get("publicKey"))
	if err != nil {
		return Secret{}, err
	}
	s := Secret{Point: GoBytes(raw), key: pair.Get("privateKey")}
	_, err = onSecrets(ctx, "readwrite", func(store app.Value) app.Value {
		v := app.Window().Get("Object").New()
		v.Set("key", s.key)
		v.Set("point", Bytes(s.Point))
		return store.Call("put", v, name)
	})
	return s, err
}

// DelSecret forgets the one that is kept under a name.
func DelSecret(ctx context.Context, name string) error {
	_, err := onSecrets(ctx, "readwrite", func(store app.Value) app.Value { return store.Call("delete", name) })
	return err
}

// Sign signs a message with SHA-256. The signature is 64 bytes: r and s (IEEE P1363).
func (s Secret) Sign(ctx context.Context, message []byte) ([]byte, error) {
	sig, err := subtle(ctx, "sign", map[string]any{"name": "ECDSA", "hash": "SHA-256"}, s.key, Bytes(message))
	if err != nil {
		return nil, err
	}
	return GoBytes(sig), nil
}

// subtle calls the browser's SubtleCrypto.
func subtle(ctx context.Context, method string, args ...any) (app.Value, error) {
	ctx, cancel := context.WithTimeout(ctx, secretWait)
	defer cancel()
	promise, err := Try(func() app.Value { return app.Window().Get("crypto").Get("subtle").Call(method, args...) })
	if err != nil {
		return nil, err
	}
	return Await(ctx, promise)
}

// onSecrets asks the browser's database one thing, and waits until that is done for good.
func onSecrets(ctx context.Context, mode string, ask func(store app.Value) app.Value) (app.Value, error) {
	ctx, cancel := context.WithTimeout(ctx, secretWait)
	defer cancel()
	db, err := openSecrets(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _, _ = Try(func() app.Value { return db.Call("close") }) }()
	var request app.Value
	err = settled(ctx, func() app.Value {
		tx := db.Call("transaction", secretsStore, mode)
		request = ask(tx.Call("objectStore", secretsStore))
		return tx
	}, "complete", "abort")
	if err != nil {
		return nil, err
	}
	return request.Get("result"), nil
}

func openSecrets(ctx context.Context) (app.Value, error) {
	var request app.Value
	fresh := app.FuncOf(func(app.Value, []app.Value) any {
		request.Get("result").Call("createObjectStore", secretsStore)
		return nil
	})
	defer fresh.Release()
	err := settled(ctx, func() app.Value {
		request = app.Window().Get("indexedDB").Call("open", secretsDB, 1)
		request.Set("onupgradeneeded", fresh)
		return request
	}, "success", "error", "blocked")
	if request != nil {
		_, _ = Try(func() app.Value { request.Set("onupgradeneeded", nil); return nil })
	}
	if err != nil {
		return nil, err
	}
	return request.Get("result"), nil
}

// settled begins something and waits for one of its events; any but the good one is an error, which it has as its own.
func settled(ctx context.Context, begin func() app.Value, good string, bad ...string) error {
	if app.IsServer {
		return ErrNoBrowser
	}
	done := make(chan error, 1+len(bad)) // each is told once
	var what app.Value
	var heard []app.Func
	hear := func(event string, tell func() error) {
		f := app.FuncOf(func(app.Value, []app.Value) any {
			select {
			case done <- tell():
			default:
			}
			return nil
		})
		heard = append(heard, f)
		what.Set("on"+event, f)
	}
	_, err := Try(func() app.Value {
		what = begin()
		hear(good, func() error { return nil })
		for _, event := range bad {
			hear(event, func() error { return ErrorOf(what.Get("error")) })
		}
		return nil
	})
	defer func() {
		for _, event := range append([]string{good}, bad...) {
			if what != nil {
				_, _ = Try(func() app.Value { what.Set("on"+event, nil); return nil })
			}
		}
		for _, f := range heard {
			f.Release()
		}
	}()
	if err != nil {
		return err
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Agent is what the browser says of itself.
func Agent() string {
	v, err := Try(func() app.Value { return app.Window().Get("navigator").Get("userAgent") })
	if err != nil || v.Type() != app.TypeString {
		return ""
	}
	return v.String()
}
