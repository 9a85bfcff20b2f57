package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// tree is the files of one recipe alone, as an overlay has them.
type tree struct {
	recipe *recipe
	base   *tree
	dir    string
}

func (t *tree) files() string { return filepath.Join(t.dir, "files") }

// list is dpkg's list of the packages in it and below it. It is written last: a tree without one is half made.
func (t *tree) list() string { return filepath.Join(t.dir, "status") }

// chain is the tree with all that it lies on, the lowest first.
func (t *tree) chain() []*tree {
	if t.base == nil {
		return []*tree{t}
	}
	return append(t.base.chain(), t)
}

// mount lays the tree over its base, at a folder whose content is the whole then.
func (t *tree) mount(work string) (root string, err error) {
	root = filepath.Join(work, "root")
	for _, d := range []string{t.files(), root, filepath.Join(work, "overlay"), filepath.Join(work, "nothing")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return "", err
		}
	}
	lower := []string{}
	for b := t.base; b != nil; b = b.base {
		lower = append(lower, b.files())
	}
	if len(lower) == 0 {
		lower = []string{filepath.Join(work, "nothing")}
	}
	options := fmt.Sprintf("lowerdir=%s,upperdir=%s,workdir=%s,redirect_dir=off,metacopy=off", strings.Join(lower, ":"), t.files(), filepath.Join(work, "overlay"))
	if err := syscall.Mount("overlay", root, "overlay", 0, options); err != nil {
		return "", fmt.Errorf("an overlay at %s: %w", root, err)
	}
	return root, nil
}

// close says that the tree is whole.
func (t *tree) close() error {
	if _, err := os.Stat(t.list()); err == nil {
		return nil // its packages were written
	}
	var below []byte
	if t.base != nil {
		var err error
		if below, err = os.ReadFile(t.base.list()); err != nil {
			return err
		}
	}
	return os.WriteFile(t.list(), below, 0o644)
}

// lay makes what Debian's installer makes before any package: one folder for programs and libraries, by two names each.
func lay(root string) error {
	for _, d := range []string{"usr/bin", "usr/sbin", "usr/lib", "usr/lib64", "dev", "proc", "sys", "run", "etc", "root", "var/lib", "var/log"} {
		if err := os.MkdirAll(filepath.Join(root, d), 0o755); err != nil {
			return err
		}
	}
	for _, d := range []string{"bin", "sbin", "lib", "lib64"} {
		if err := os.Symlink("usr/"+d, filepath.Join(root, d)); err != nil {
			return err
		}
	}
	for _, d := range []string{"tmp", "var/tmp", "run/lock"} {
		at := filepath.Join(root, d)
		if err := os.MkdirAll(at, 0o755); err != nil {
			return err
		}
		if err := syscall.Chmod(at, 0o1777); err != nil {
			return err
		}
	}
	if err := write(filepath.Join(root, "etc/nsswitch.conf"), []byte("passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n"), 0o644); err != nil {
		return err
	}
	if err := write(filepath.Join(root, "etc/passwd"), []byte("root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/usr/sbin:/usr/sbin/nologin\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\nnobody:x:65534:65534::/nonexistent:/usr/sbin/nologin\n"), 0o644); err != nil {
		return err
	}
	return write(filepath.Join(root, "etc/group"), []byte("root:x:0:\ndaemon:x:1:\ntty:x:5:\nadm:x:4:\nwww-data:x:33:\nssl-cert:x:101:\nnogroup:x:65534:\n"), 0o644)
}

// people adds users, each with a group of the same name and number.
func people(root string, users []string) error {
	for _, u := range users {
		part := strings.SplitN(u, ":", 3)
		if len(part) < 2 {
			return fmt.Errorf("user %q: want name:number or name:number:home", u)
		}
		home := "/nonexistent"
		if len(part) == 3 {
			home = part[2]
		}
		for file, line := range map[string]string{
			"etc/passwd": fmt.Sprintf("%s:x:%s:%[2]s::%s:/bin/sh\n", part[0], part[1], home), "etc/group": fmt.Sprintf("%s:x:%s:\n", part[0], part[1]),
		} {
			at := filepath.Join(root, file)
			raw, err := os.ReadFile(at)
			if err != nil {
				return err
			}
			if err := write(at, append(raw, line...), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
