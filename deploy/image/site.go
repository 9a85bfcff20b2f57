package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// readSite reads a static site as files of an image, by the order of their names. An empty path is none.
func readSite(dir string) (all []file, err error) {
	if dir == "" {
		return nil, nil
	}
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		return nil, fmt.Errorf("%w; remedy: make site", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	err = fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == ".":
			all = append(all, file{path: sitePath, mode: 0o755})
			return nil
		case d.IsDir():
			all = append(all, file{path: sitePath + path + "/", mode: 0o755})
			return nil
		case !d.Type().IsRegular():
			return fmt.Errorf("%s is no file", path)
		}
		raw, err := root.ReadFile(path)
		all = append(all, file{path: sitePath + path, mode: 0o644, data: raw})
		return err
	})
	return all, err
}
