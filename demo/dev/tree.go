package main

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path/filepath"
)

// tree are folders whose files are watched.
type tree []string

// stamp changes whenever a file comes, goes or is written.
type stamp uint64

// stamp looks at the names, sizes and times of all files. It reads none of them, so that it may be taken often.
func (t tree) stamp() (stamp, error) {
	h := fnv.New64a()
	for _, dir := range t {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) && path != dir {
				return nil // an editor's file, gone between the list and the look at it
			}
			if err != nil || d.IsDir() {
				return err
			}
			info, err := d.Info()
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(h, path, info.Size(), info.ModTime().UnixNano())
			return err
		})
		if err != nil {
			return 0, fmt.Errorf("look for changes: %w", err)
		}
	}
	return stamp(h.Sum64()), nil
}
