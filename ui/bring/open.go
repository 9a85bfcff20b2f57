// Package bring has what users bring to be run: what they write, and the files and folders of theirs that they choose. Its
// functions that read block, as those of ui/js do.
package bring

import (
	"context"
	"errors"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/js"
	"berth/ui/pack"
)

// Archive reads an archive that was chosen.
func Archive(ctx context.Context, file app.Value) (pack.Tree, error) {
	b, err := js.FileBytes(ctx, file, pack.MaxArchive)
	if errors.Is(err, js.ErrFileSize) {
		return pack.Tree{}, &pack.Error{Why: pack.TooLarge}
	}
	if err != nil {
		return pack.Tree{}, err
	}
	return pack.Open(b, func(kind string, packed []byte, most int) ([]byte, error) {
		out, err := js.Inflate(ctx, kind, packed, most)
		if errors.Is(err, js.ErrFileSize) {
			err = pack.ErrLong
		}
		return out, err
	})
}

// Folder are the files of the folder that was chosen in a field, and its name. They are read when they are asked for.
func Folder(ctx context.Context, field app.Value) (name string, all []pack.Entry) {
	files, n := field.Get("files"), 0
	if files.Truthy() {
		n = files.Get("length").Int()
	}
	// One more than there may be is enough to be told so.
	for i := range min(n, pack.MaxEntries+1) {
		file := files.Index(i)
		size := int64(file.Get("size").Float())
		all = append(all, pack.Entry{
			Path: file.Get("webkitRelativePath").String(), Size: size,
			Read: func() ([]byte, error) { return js.FileBytes(ctx, file, size) },
		})
	}
	if n > 0 {
		name, _, _ = strings.Cut(all[0].Path, "/")
	}
	field.Set("value", "") // so that the same one can be chosen again
	return name, all
}

// Take puts one of the files that were found in a folder or an archive into what is written, with those that it names.
func (w *Writing) Take(f pack.Found, taken pack.Taken, from string) {
	w.Format = f.Format
	if w.Texts == nil {
		w.Texts = map[string]string{}
	}
	w.Texts[w.Format] = f.Text
	w.With(func(a *Along) { a.Files, a.From, a.Left, a.Others = taken.Files, from, taken.Left, taken.Others })
}
