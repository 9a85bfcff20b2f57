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
