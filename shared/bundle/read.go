package bundle

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Error is why a text is no bundle.
type Error struct {
	Path   string // in its JSON, such as files["a/b"]; empty: the whole
	Offset int64  // in the text, where it was noticed
	Text   string // what to write instead
}

func (e *Error) Error() string {
	if e.Path == "" {
		return e.Text
	}
	return e.Path + ": " + e.Text
}

// Read reads a bundle strictly: a key is known and comes once, and all is within the limits. Its errors are *Error.
func Read(text string) (Bundle, error) {
	r := reader{d: json.NewDecoder(strings.NewReader(text))}
	switch {
	case len(text) > MaxBytes:
		return Bundle{}, r.wrong("", "at most %d bytes", MaxBytes)
	case !utf8.ValidString(text):
		return Bundle{}, r.wrong("", "UTF-8; a file that is none goes as base64")
	}
	b, err := r.bundle()
	if err != nil {
		return Bundle{}, err
	}
	if _, err := r.d.Token(); !errors.Is(err, io.EOF) {
		return Bundle{}, r.wrong("", "one JSON object and nothing after it")
	}
	return b, nil
}

// reader reads a bundle key by key: encoding/json takes the last of several equal keys, and FORMAT for format.
type reader struct{ d *json.Decoder }

func (r reader) wrong(path, remedy string, args ...any) error {
	return &Error{path, r.d.InputOffset(), fmt.Sprintf(remedy, args...)}
}

func (r reader) bundle() (b Bundle, err error) {
	err = r.object("", 4, func(key string) (err error) {
		switch key {
		case "format":
			b.Format, err = r.text(key, 20)
		case "text":
			b.Text, err = r.text(key, MaxTextBytes)
		case "values":
			b.Values = map[string]string{}
			return r.object(key, MaxValues, func(name string) (err error) {
				path := below(key, name)
				if !ValidName(name) {
					return r.wrong(path, "a value's name is letters, digits and _, not beginning with a digit, and at most %d of them", MaxNameBytes)
				}
				b.Values[name], err = r.text(path, MaxValueBytes)
				return err
			})
		case "files":
			b.Files = map[string]File{}
			return r.object(key, MaxFiles, func(name string) (err error) {
				path := below(key, name)
				if !ValidPath(name) {
					return r.wrong(path, "a relative path without .. and \\, at most %d bytes", MaxPathBytes)
				}
				b.Files[name], err = r.file(path)
				return err
			})
		default:
			return r.wrong(below("", key), "it is not known; a bundle has format, text, values and files")
		}
		return err
	})
	switch {
	case err != nil:
		return b, err
	case b.Format == "":
		return b, r.wrong("format", "the format of text: compose, sdl or kubernetes")
	}
	return b, nil
}

func (r reader) file(path string) (f File, err error) {
	err = r.object(path, 1, func(key string) error {
		at := path + "." + key
		switch key {
		case "text":
			f.Text, err = r.text(at, MaxFileBytes)
			return err
		case "base64":
			s, err := r.text(at, base64.StdEncoding.EncodedLen(MaxFileBytes))
			if err != nil {
				return err
			}
			if f.Base64, err = base64.StdEncoding.Strict().DecodeString(s); err != nil {
				return r.wrong(at, "base64, with padding")
			}
			if len(f.Base64) > MaxFileBytes {
				return r.wrong(at, "at most %d bytes", MaxFileBytes)
			}
			return nil
		}
		return r.wrong(path, "either text or base64")
	})
	return f, err
}

// object reads an object, of whose keys each comes once and which are no more than so many.
func (r reader) object(path string, most int, take func(key string) error) error {
	if t, err := r.d.Token(); err != nil {
		return r.broken(path, err)
	} else if t != json.Delim('{') {
		return r.wrong(path, "an object")
	}
	had := map[string]bool{}
	for r.d.More() {
		t, err := r.d.Token()
		if err != nil {
			return r.broken(path, err)
		}
		key, ok := t.(string)
		switch {
		case !ok:
			return r.wrong(path, "an object with names")
		case had[key]:
			return r.wrong(below(path, key), "each name once")
		case len(had) == most:
			return r.wrong(path, "at most %d of them", most)
		}
		had[key] = true
		if err := take(key); err != nil {
			return err
		}
	}
	if _, err := r.d.Token(); err != nil {
		return r.broken(path, err)
	}
	return nil
}

// text reads a string.
func (r reader) text(path string, most int) (string, error) {
	t, err := r.d.Token()
	if err != nil {
		return "", r.broken(path, err)
	}
	s, ok := t.(string)
	switch {
	case !ok:
		return "", r.wrong(path, "a string")
	case len(s) > most:
		return "", r.wrong(path, "at most %d bytes", most)
	}
	return s, nil
}

func (r reader) broken(path string, err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return r.wrong(path, "the JSON ends too early")
	}
	return r.wrong(path, "%s", strings.TrimPrefix(err.Error(), "json: "))
}

// below is the path of a name below another one.
func below(path, name string) string {
	if len(name) > MaxPathBytes {
		name = name[:MaxPathBytes]
	}
	if ValidName(name) && path != "" {
		return path + "." + name
	}
	return fmt.Sprintf("%s[%q]", path, name)
}
