package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"berth/shared/problem"
)

// ErrMore is something behind the one JSON value there should be.
var ErrMore = errors.New("must be one object and nothing behind it")

// Decode reads one JSON value strictly: no unknown fields, and nothing behind it but space.
func Decode(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return ErrMore
	}
	return nil
}

// Problem gives the body of a problem document and sets the headers that each has; the status is the caller's to send.
func Problem(p *problem.Problem, set func(key, value string)) []byte {
	raw, err := json.Marshal(p)
	if err != nil {
		raw = []byte("{}") // strings and numbers: it does not happen
	}
	set("Content-Type", problem.ContentType)
	set("Cache-Control", "no-store")
	set("X-Content-Type-Options", "nosniff")
	return append(raw, '\n')
}
