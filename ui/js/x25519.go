package js

import (
	"context"
	"encoding/base64"
	"errors"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// NewX25519 makes a key pair for X25519 (RFC 7748) that the page can read: what it is for is kept elsewhere than in this browser.
func NewX25519(ctx context.Context) (private, public [32]byte, err error) {
	pair, err := subtle(ctx, "generateKey", map[string]any{"name": "X25519"}, true, []any{"deriveBits"})
	if err != nil {
		return private, public, err
	}
	jwk, err := subtle(ctx, "exportKey", "jwk", pair.Get("privateKey"))
	if err != nil {
		return private, public, err
	}
	for name, to := range map[string]*[32]byte{"d": &private, "x": &public} {
		raw, err := base64.RawURLEncoding.DecodeString(jwk.Get(name).String())
		if err != nil || len(raw) != len(to) {
			return private, public, errors.New("the browser made a key that is none")
		}
		copy(to[:], raw)
	}
	return private, public, nil
}

// SaveText has the browser save a text as a file.
func SaveText(name, text string) error {
	blob, err := Try(func() app.Value { return app.Window().Get("Blob").New([]any{text}) })
	if err != nil {
		return err
	}
	return download(blob, name)
}

// FileSlice reads bytes of a File.
func FileSlice(ctx context.Context, file app.Value, from, to int64) ([]byte, error) {
	blob, err := Try(func() app.Value { return file.Call("slice", float64(from), float64(to)) })
	if err != nil {
		return nil, err
	}
	return FileBytes(ctx, blob, to-from)
}
