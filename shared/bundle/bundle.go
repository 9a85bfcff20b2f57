// Package bundle has the manifest that brings along what belongs to it: values of its variables, and the files that it
// names. It is one text like any manifest, which is signed, sent, hashed and kept as it is.
package bundle

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Format is what a bundle is called among the formats of manifests.
const Format = "bundle"

// Limits of a bundle.
const (
	MaxBytes      = 512 << 10 // of its JSON
	MaxTextBytes  = 64 << 10  // of Text
	MaxValues     = 256       //
	MaxNameBytes  = 128       // of a value's name
	MaxValueBytes = 32 << 10  // of a value
	MaxFiles      = 64        //
	MaxPathBytes  = 255       // of a file's path
	MaxFileBytes  = 256 << 10 // of what is in a file
)

// Bundle is a file in another format with what belongs to it. Canonical makes its text, so that the same bundle has the same
// hash; Read reads it.
type Bundle struct {
	Format string            `json:"format"`           // of Text: compose, sdl, kubernetes
	Text   string            `json:"text"`             // the file as it is
	Values map[string]string `json:"values,omitempty"` // of its variables, by their names; names are as in a shell
	Files  map[string]File   `json:"files,omitempty"`  // that Text names, by their paths from where Text would be: see ValidPath
}

// File is what is in a file that comes along: Text, or, where that is no UTF-8, Base64. Both are empty of an empty file.
type File struct {
	Text   string `json:"text,omitempty"`
	Base64 []byte `json:"base64,omitempty"`
}

// NewFile is the file with some content.
func NewFile(content []byte) File {
	if utf8.Valid(content) {
		return File{Text: string(content)}
	}
	return File{Base64: content}
}

// Bytes are what is in the file.
func (f File) Bytes() []byte {
	if f.Base64 != nil {
		return f.Base64
	}
	return []byte(f.Text)
}

// Canonical is the bundle's JSON: without space, its keys in the order of the fields, those of Values and Files sorted.
func (b Bundle) Canonical() (string, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(b); err != nil {
		return "", err
	}
	return strings.TrimSuffix(out.String(), "\n"), nil
}

// ValidPath reports whether a file of a bundle may have a path: relative, of names that are not ".", ".." or empty, with
// / between them; no backslashes and no control characters.
func ValidPath(path string) bool {
	if len(path) > MaxPathBytes || !utf8.ValidString(path) {
		return false
	}
	for _, c := range path {
		if c < ' ' || c == 0x7f || c == '\\' {
			return false
		}
	}
	for name := range strings.SplitSeq(path, "/") {
		if name == "" || name == "." || name == ".." {
			return false
		}
	}
	return true
}

// ValidName reports whether a value of a bundle may have a name: letters, digits and _, not beginning with a digit.
func ValidName(name string) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case c == '_', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', i > 0 && '0' <= c && c <= '9':
		default:
			return false
		}
	}
	return name != "" && len(name) <= MaxNameBytes
}
