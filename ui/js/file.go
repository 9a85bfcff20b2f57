package js

import (
	"context"
	"errors"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Why a file's text is not given.
var (
	ErrFileSize = errors.New("the file is too large")
	ErrNoText   = errors.New("the file is not UTF-8 text")
)

// FileText reads a File of at most so many bytes as UTF-8 text, with \n at the end of lines.
func FileText(ctx context.Context, file app.Value, most int64) (string, error) {
	if int64(file.Get("size").Float()) > most {
		return "", ErrFileSize
	}
	promise, err := Try(func() app.Value { return file.Call("text") })
	if err != nil {
		return "", err
	}
	v, err := Await(ctx, promise)
	if err != nil {
		return "", err
	}
	// A browser puts this sign in place of what is not UTF-8.
	text := v.String()
	if strings.ContainsAny(text, "\uFFFD\x00") {
		return "", ErrNoText
	}
	return strings.ReplaceAll(text, "\r\n", "\n"), nil
}

// FileBytes reads a File of at most so many bytes.
func FileBytes(ctx context.Context, file app.Value, most int64) ([]byte, error) {
	if int64(file.Get("size").Float()) > most {
		return nil, ErrFileSize
	}
	promise, err := Try(func() app.Value { return file.Call("arrayBuffer") })
	if err != nil {
		return nil, err
	}
	v, err := Await(ctx, promise)
	if err != nil {
		return nil, err
	}
	return GoBytes(v), nil
}

// Inflate unpacks gzip or deflate-raw, as the browser does it, to at most so many bytes; ErrFileSize where there is more.
func Inflate(ctx context.Context, kind string, packed []byte, most int) (out []byte, err error) {
	stream, err := Try(func() app.Value {
		w := app.Window()
		blob := w.Get("Blob").New([]any{Bytes(packed)})
		return blob.Call("stream").Call("pipeThrough", w.Get("DecompressionStream").New(kind))
	})
	if err != nil {
		return nil, err
	}
	err = drain(ctx, stream, func(chunk app.Value) error {
		if n := chunk.Get("byteLength").Int(); len(out)+n > most {
			return ErrFileSize
		}
		out = append(out, GoBytes(chunk)...)
		return nil
	}, func(err error) error { return err })
	return out, err
}
