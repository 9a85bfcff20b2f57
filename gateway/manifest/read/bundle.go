package read

import (
	"path"
	"strings"
	"unicode/utf8"
)

// Bundle is a file with what came along with it.
type Bundle struct {
	Text   string
	Values map[string]string // of variables
	Files  map[string][]byte // by their paths beside the file: conf/nginx.conf
}

// Beside is the key in Files of a path that stands in a file of a folder, both as ./conf/../conf/nginx.conf. It reports
// whether that is within what came along.
func Beside(folder, name string) (key string, ok bool) {
	key = path.Clean(path.Join(folder, name))
	return key, !path.IsAbs(name) && key != ".." && !strings.HasPrefix(key, "../")
}

// Text is a file that came along. All that have it share it.
func (r *Reader) Text(key string) string {
	if r.texts == nil {
		r.texts = map[string]string{}
	}
	text, known := r.texts[key]
	if !known {
		text = string(r.Bundle.Files[key])
		r.texts[key] = text
	}
	return text
}

// PlainText reports whether a text can be in a file of a service's.
func PlainText(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }
