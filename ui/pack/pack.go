// Package pack reads a folder or an archive (zip, tar, tar.gz) that somebody brings: it finds the files that say what is to
// run, and takes along with one of them the files that it names. What is unpacked, by the browser, is bounded before and
// after; nothing outside of the folder is ever named, and links are followed nowhere.
package pack

import (
	"errors"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds of what is read.
const (
	MaxArchive  = 16 << 20 // bytes of an archive
	MaxUnpacked = 32 << 20 // of what a tar.gz unpacks to
	MaxEntries  = 10_000   // files and folders
)

// Why is a reason why something is not taken.
type Why string

// The reasons.
const (
	Damaged  Why = "damaged"  // it is no archive of a known kind, or a broken one
	TooLarge Why = "large"    // a file, an archive or what it unpacks to
	TooMany  Why = "many"     // files
	Outside  Why = "outside"  // a path leads out of the folder
	Twice    Why = "twice"    // two files have the same path
	Link     Why = "link"     // a link to another file
	Locked   Why = "locked"   // it is encrypted
	Packing  Why = "packing"  // a way of packing that browsers cannot undo
	NoRoom   Why = "room"     // with all others it is too much
	Nothing  Why = "nothing"  // there is no file that says what is to run
	Unbuilt  Why = "unbuilt"  // there is only what an image would be built from
	BadName  Why = "bad-name" // a path with signs that no file may have
)

// Error is why a folder or an archive is not taken.
type Error struct {
	Why  Why
	Path string // of the file; empty: the whole
}

func (e *Error) Error() string {
	if e.Path == "" {
		return "pack: " + string(e.Why)
	}
	return "pack: " + string(e.Why) + ": " + e.Path
}

// ErrLong is what an Inflate gives where there is more than it may give.
var ErrLong = errors.New("it unpacks to more")

// Inflate unpacks "gzip" or "deflate-raw" to at most so many bytes.
type Inflate func(kind string, packed []byte, most int) ([]byte, error)

// Entry is a file.
type Entry struct {
	Path string // relative, with / between names, without . and ..
	Size int64
	Link bool // it is a link, and has nothing in it

	// Read gives what is in it, which is Size bytes long; it is asked only where that is no more than is wanted.
	Read func() ([]byte, error)
}

// Tree are the files of a folder or an archive.
type Tree struct {
	entries []Entry
	at      map[string]int  // of entries, by their paths
	folders map[string]bool // that have some
}

// NewTree makes a tree out of files with paths as they were found, some of which may lead out of the folder.
func NewTree(all []Entry) (Tree, error) {
	t := Tree{at: map[string]int{}, folders: map[string]bool{}}
	if len(all) > MaxEntries {
		return t, &Error{Why: TooMany}
	}
	for _, e := range all {
		name, ok := clean(e.Path)
		switch {
		case !ok:
			return t, &Error{Outside, e.Path}
		case name == "":
			continue
		case !utf8.ValidString(name):
			continue // nothing can name it
		}
		if _, had := t.at[name]; had {
			return t, &Error{Twice, name}
		}
		e.Path = name
		t.at[name] = len(t.entries)
		t.entries = append(t.entries, e)
		for d := path.Dir(name); d != "." && !t.folders[d]; d = path.Dir(d) {
			t.folders[d] = true
		}
	}
	return t, nil
}

// Open reads an archive, of the kind that its first bytes say.
func Open(b []byte, inflate Inflate) (Tree, error) {
	if len(b) > MaxArchive {
		return Tree{}, &Error{Why: TooLarge}
	}
	switch {
	case hasPrefix(b, "PK\x03\x04"), hasPrefix(b, "PK\x05\x06"):
		return openZip(b, inflate)
	case hasPrefix(b, "\x1f\x8b"):
		raw, err := inflate("gzip", b, MaxUnpacked)
		switch {
		case errors.Is(err, ErrLong):
			return Tree{}, &Error{Why: TooLarge}
		case err != nil:
			return Tree{}, &Error{Why: Damaged}
		}
		return openTar(raw)
	}
	return openTar(b)
}

// IsArchive reports whether a file is called like an archive.
func IsArchive(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{".zip", ".tar", ".tar.gz", ".tgz"}, func(end string) bool { return strings.HasSuffix(name, end) })
}

func hasPrefix(b []byte, s string) bool { return len(b) >= len(s) && string(b[:len(s)]) == s }

// clean is a path without what says nothing; not ok: it leads out of the folder.
func clean(name string) (string, bool) {
	name = strings.ReplaceAll(name, `\`, "/")
	if strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' || slices.Contains(strings.Split(name, "/"), "..") {
		return "", false
	}
	if name = path.Clean(name); name == "." {
		return "", true
	}
	return name, true
}

// read gives what is in a file of at most so many bytes.
func (t Tree) read(name string, most int) ([]byte, error) {
	e := t.entries[t.at[name]]
	switch {
	case e.Link:
		return nil, &Error{Link, name}
	case e.Size > int64(most):
		return nil, &Error{TooLarge, name}
	}
	b, err := e.Read()
	var told *Error
	switch {
	case errors.As(err, &told):
		return nil, &Error{told.Why, name}
	case err != nil:
		return nil, err
	case int64(len(b)) != e.Size:
		return nil, &Error{Damaged, name}
	}
	return b, nil
}
