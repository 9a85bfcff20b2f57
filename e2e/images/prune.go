package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// prune removes what no recipe of today leads to: names, blobs, trees and layers of earlier ones.
func (s store) prune(recipes []*recipe) error {
	kept, trees := map[string]bool{}, map[string]bool{}
	names := map[string]bool{}
	for _, r := range recipes {
		trees[r.name+"-"+r.digest[:16]] = len(r.Names) == 0
		for _, n := range r.Names {
			at, err := s.nameFile(n)
			if err != nil {
				return err
			}
			names[at] = true
		}
	}
	var failed []error
	err := filepath.WalkDir(s.path("names"), func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !names[at] {
			return os.Remove(at)
		}
		digest, err := os.ReadFile(at)
		if err != nil {
			return err
		}
		raw, err := os.ReadFile(s.path("blobs", string(digest)))
		if err != nil {
			return err
		}
		var m v1.Manifest
		if err := json.Unmarshal(raw, &m); err != nil {
			return err
		}
		kept[string(digest)], kept[m.Config.Digest.Hex] = true, true
		for _, l := range m.Layers {
			kept[l.Digest.Hex] = true
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for dir, keep := range map[string]func(string) bool{
		"blobs":  func(n string) bool { return kept[n] },
		"trees":  func(n string) bool { return trees[n] },
		"layers": func(n string) bool { return trees[strings.TrimSuffix(n, ".tar")] },
	} {
		list, err := os.ReadDir(s.path(dir))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = append(failed, err)
		}
		for _, e := range list {
			if !keep(e.Name()) {
				failed = append(failed, os.RemoveAll(s.path(dir, e.Name())))
			}
		}
	}
	return errors.Join(failed...)
}
