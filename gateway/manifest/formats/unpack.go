package formats

import (
	"errors"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
	"berth/shared/bundle"
)

// unpack reads a bundle: its format is that of the text in it. What is found out is at its place in that text.
func unpack(text string) (format string, b read.Bundle, err error) {
	got, err := bundle.Read(text)
	var wrong *bundle.Error
	switch {
	case errors.As(err, &wrong):
		return "", b, &manifest.Refusal{Flaws: []manifest.Flaw{{Path: wrong.Path, Line: lineAt(text, wrong.Offset), Text: wrong.Text}}}
	case err != nil:
		return "", b, err
	case got.Format != "compose" && got.Format != "sdl" && got.Format != "kubernetes":
		return "", b, &manifest.Refusal{Flaws: []manifest.Flaw{{Path: "format", Text: "a bundle's text is compose, sdl or kubernetes"}}}
	}
	b = read.Bundle{Text: got.Text, Values: got.Values, Files: make(map[string][]byte, len(got.Files))}
	for name, f := range got.Files {
		b.Files[name] = f.Bytes()
	}
	return got.Format, b, nil
}

func lineAt(text string, offset int64) int {
	return 1 + strings.Count(text[:min(max(offset, 0), int64(len(text)))], "\n")
}
